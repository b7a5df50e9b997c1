namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The forms of <c>lock</c> and <c>System.Threading.Monitor</c>.</summary>
internal static class MonitorForms
{
    private const string Field = "{m} readonly object {0} = new();";
    private const string Attempt = "Monitor.TryEnter({0})";
    private const string Exit = "Monitor.Exit({0});";

    private static readonly Brackets Statement = new("lock ({0})\n{", "}");

    public static IReadOnlyList<Primitive> All { get; } =
    [
        new("lock statement", Field, Statement) { Attempt = Attempt, Undo = Exit },
        new("lock on a static field", "{m} static readonly object {0} = new();", Statement) { IsStatic = true, Attempt = Attempt, Undo = Exit },
        new("lock on typeof", "{m} static class {0}\n{\n}", Statement) { Operand = "typeof({0})", IsStatic = true, Attempt = Attempt, Undo = Exit },
        new("synchronized method", "internal readonly {0}Gate {0} = new();", Statement) { IsSynchronizedMethod = true, Attempt = Attempt, Undo = Exit },
        Primitives.Explicit("Monitor.Enter/Exit", Field, "Monitor.Enter({0});", Exit, Attempt),
        new(
            "Monitor.Enter(ref taken)",
            Field,
            new("var taken{1} = false;\ntry\n{\nMonitor.Enter({0}, ref taken{1});", "}\nfinally\n{\nif (taken{1})\n{\nMonitor.Exit({0});\n}\n}"))
        {
            Acquire = "var taken{1} = false;\nMonitor.Enter({0}, ref taken{1});",
            Release = Exit,
            Attempt = Attempt,
            Undo = Exit,
        },
        Primitives.Tried("Monitor.TryEnter", Field, Attempt, Exit, Attempt),
        Primitives.Tried("Monitor.TryEnter with timeout", Field, "Monitor.TryEnter({0}, 20)", Exit, Attempt),
    ];
}
