namespace MmAnalyzers.Verdicts.Cells;

/// <summary>Locks that users write around those of the framework, without any annotation.</summary>
internal static class UserForms
{
    private const string ObjectField = "{m} readonly object {0} = new();";
    private const string ObjectAttempt = "Monitor.TryEnter({0})";
    private const string ObjectExit = "Monitor.Exit({0});";
    private const string GateField = "{m} readonly Gate {0} = new();";
    private const string GateAttempt = "{0}.TryEnter()";
    private const string GateExit = "{0}.Exit();";

    public static IReadOnlyList<Primitive> All { get; } =
    [
        Primitives.Explicit("wrapper of Monitor", GateField, "{0}.Enter();", GateExit, GateAttempt) with
        {
            Support = Gate("object", "Monitor.Enter(_held)", "Monitor.TryEnter(_held)", "Monitor.Exit(_held)"),
        },
        Primitives.Explicit("wrapper of SemaphoreSlim", GateField, "{0}.Enter();", GateExit, GateAttempt) with
        {
            Support = Gate("SemaphoreSlim", "_held.Wait()", "_held.Wait(0)", "_held.Release()"),
        },
        new("guard struct", ObjectField, new("using (new Guard({0}))\n{", "}"))
        {
            Attempt = ObjectAttempt,
            Undo = ObjectExit,
            Support = Guard("readonly ref struct Guard", "object", "Monitor.Enter(held);", "Monitor.Exit(_held)"),
        },
        new("guard class", ObjectField, new("using (new Guard({0}))\n{", "}"))
        {
            Attempt = ObjectAttempt,
            Undo = ObjectExit,
            Support = Guard("sealed class Guard : IDisposable", "object", "Monitor.Enter(held);", "Monitor.Exit(_held)"),
        },
        new("guard struct of RWLS write", "{m} readonly ReaderWriterLockSlim {0} = new();", new("using (new Guard({0}))\n{", "}"))
        {
            Attempt = "{0}.TryEnterWriteLock(0)",
            Undo = "{0}.ExitWriteLock();",
            Support = Guard("readonly struct Guard : IDisposable", "ReaderWriterLockSlim", "held.EnterWriteLock();", "_held.ExitWriteLock()"),
        },
        new("guard returned by a wrapper", GateField, new("using ({0}.Hold())\n{", "}"))
        {
            Attempt = GateAttempt,
            Undo = GateExit,
            Support = Gate("SemaphoreSlim", "_held.Wait()", "_held.Wait(0)", "_held.Release()", "public Guard Hold()\n{\n_held.Wait();\nreturn new Guard(_held);\n}\n")
                + "\n\n" + Guard("readonly struct Guard : IDisposable", "SemaphoreSlim", "", "_held.Release()"),
        },
    ];

    private static string Gate(string type, string enter, string attempt, string exit, string more = "") =>
        $"public sealed class Gate\n{{\nprivate readonly {type} _held = new({(type == "object" ? "" : "1, 1")});\n\n{more}"
        + $"public void Enter() => {enter};\n\npublic bool TryEnter() => {attempt};\n\npublic void Exit() => {exit};\n}}";

    private static string Guard(string declaration, string type, string enter, string exit) =>
        $"public {declaration}\n{{\nprivate readonly {type} _held;\n\npublic Guard({type} held)\n{{\n{enter}\n_held = held;\n}}\n\npublic void Dispose() => {exit};\n}}";
}
