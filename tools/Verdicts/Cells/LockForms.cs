namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The forms of <c>System.Threading.Lock</c>, <c>SpinLock</c> and <c>Mutex</c>.</summary>
internal static class LockForms
{
    private const string Field = "{m} readonly Lock {0} = new();";
    private const string Attempt = "{0}.TryEnter()";
    private const string Exit = "{0}.Exit();";

    public static IReadOnlyList<Primitive> All { get; } =
    [
        new("Lock by lock statement", Field, new("lock ({0})\n{", "}")) { Attempt = Attempt, Undo = Exit },
        new("Lock.EnterScope", Field, new("using ({0}.EnterScope())\n{", "}")) { Attempt = Attempt, Undo = Exit },
        Primitives.Explicit("Lock.Enter/Exit", Field, "{0}.Enter();", Exit, Attempt),
        Primitives.Tried("Lock.TryEnter", Field, Attempt, Exit, Attempt),
        Spin("SpinLock", "{m} SpinLock {0} = new(false);"),
        Spin("SpinLock with owner", "{m} SpinLock {0} = new(true);"),
        Primitives.Explicit("Mutex", "{m} readonly Mutex {0} = new();", "{0}.WaitOne();", "{0}.ReleaseMutex();", "{0}.WaitOne(0)"),
    ];

    private static Primitive Spin(string name, string field) =>
        new(
            name,
            field,
            new("var taken{1} = false;\ntry\n{\n{0}.Enter(ref taken{1});", "}\nfinally\n{\nif (taken{1})\n{\n{0}.Exit();\n}\n}"))
        {
            Acquire = "var taken{1} = false;\n{0}.Enter(ref taken{1});",
            Release = Exit,
            Attempt = "Rendezvous.Tried(ref {0})",
            Undo = Exit,
        };
}
