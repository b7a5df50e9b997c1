namespace MmAnalyzers.Tests.Constructs;

/// <summary>Where a lock may live and how code may get at it.</summary>
internal static class LockPlaces
{
    public static IReadOnlyList<Construct> All { get; } =
    [
        new("local alias", "var gate = _b; lock (gate) { _n++; }"),
        new("alias of an alias", "var gate = _b; var same = gate; lock (same) { _n++; }"),
        new("read-only static", "lock (Gate) { _n++; }", "private static readonly object Gate = new();") { Back = "lock (Gate) { lock (_a) { _n++; } }" },
        new("type object", "lock (typeof(Sample)) { _n++; }") { Back = "lock (typeof(Sample)) { lock (_a) { _n++; } }" },
        new("this", "lock (this) { _n++; }") { Back = "lock (this) { lock (_a) { _n++; } }" },
        new("property that returns the lock", "lock (Gate) { _n++; }", "private object Gate => _b;"),
        new("property with a block body", "lock (Gate) { _n++; }", "private object Gate { get { return _b; } }"),
        new("method that returns the lock", "lock (Gate()) { _n++; }", "private object Gate() => _b;"),
        new("auto-property", "lock (Gate) { _n++; }", "private object Gate { get; } = new();") { Back = "lock (Gate) { lock (_a) { _n++; } }" },
        new("lock as an argument", "Locked(_b);", "private void Locked(object gate) { lock (gate) { _n++; } }"),
        new("lock as an argument of a static extension", "_b.Locked();", Types: "public static class Extensions { public static void Locked(this object gate) { lock (gate) { gate.ToString(); } } }"),
        new("lock as an argument, two calls down", "Outer(_b);", "private void Outer(object gate) => Inner(gate); private void Inner(object gate) { lock (gate) { _n++; } }"),
        new(
            "child object",
            "_child.Touch();",
            "private readonly Child _child; public Sample() { _child = new(this); } public void Touch() { lock (_a) { _n++; } }",
            "public sealed class Child(Sample parent) { private readonly object _gate = new(); private int _n; public void Touch() { lock (_gate) { _n++; } } public void Up() { lock (_gate) { {inverse} } } }")
        {
            Inverse = "parent.Touch();",
            Back = "_child.Up();",
        },
        new(
            "lock in a base class",
            "lock (Gate) { _n++; }",
            Types: "public abstract class Root { protected readonly object Gate = new(); }")
        {
            Class = "public sealed class Sample : Root",
            Back = "lock (Gate) { lock (_a) { _n++; } }",
        },
        new("method of a base class", "Touch();", Types: "public abstract class Root { protected readonly object Gate = new(); private int _m; protected void Touch() { lock (Gate) { _m++; } } }")
        {
            Class = "public sealed class Sample : Root",
            Back = "lock (Gate) { lock (_a) { _n++; } }",
        },
        new("nested class that knows the outer one", "new Part(this).Touch();", "private sealed class Part(Sample whole) { public void Touch() { lock (whole._b) { whole._n++; } } }"),
        new(
            "generic class",
            "_box.Touch();",
            "private readonly Box<string> _box; public Sample() { _box = new(this); } public void Up() { lock (_a) { _n++; } }",
            "public sealed class Box<T>(Sample owner) { private readonly object _gate = new(); private T? _value; private int _n; public void Touch() { lock (_gate) { _value = default; } } public void Up() { lock (_gate) { {inverse} } } }")
        {
            Inverse = "owner.Up();",
            Back = "_box.Up();",
        },
        new("generic method", "Touch<int>();", "private void Touch<T>() { lock (_b) { _n += typeof(T).Name.Length; } }"),
        new("array element with a constant index", "lock (_all[0]) { _n++; }", "private readonly object[] _all = [new(), new()];") { Back = "lock (_all[0]) { lock (_a) { _n++; } }" },
        new("array element with any index", "lock (_all[way]) { _n++; }", "private readonly object[] _all = [new(), new()];") { Back = "lock (_all[way]) { lock (_a) { _n++; } }" },
        new("value of a dictionary of locks", "lock (_all[way]) { _n++; }", "private readonly Dictionary<int, object> _all = new();") { Back = "lock (_all[way]) { lock (_a) { _n++; } }" },
        new(
            "lock of a value of a dictionary",
            "_all[way].Touch();",
            "private readonly Dictionary<int, Child> _all = new(); public void Touch() { lock (_a) { _n++; } }",
            "public sealed class Child(Sample parent) { private readonly object _gate = new(); private int _n; public void Touch() { lock (_gate) { _n++; } } public void Up() { lock (_gate) { {inverse} } } }")
        {
            Inverse = "parent.Touch();",
            Back = "_all[way].Up();",
        },
        new("parameter of a primary constructor", "lock (gate) { _n++; }") { Class = "public sealed class Sample(object gate)", Back = "lock (gate) { lock (_a) { _n++; } }" },
        new("record", "lock (_b) { _n++; }") { Class = "public sealed record Sample" },
        new(
            "struct that carries the lock",
            "_part.Touch();",
            "private readonly Part _part = new(new object()); public void Both() { lock (_part.Gate) { {inverse} } }",
            "public readonly struct Part(object gate) { public readonly object Gate = gate; public void Touch() { lock (Gate) { Gate.ToString(); } } }")
        {
            Inverse = "lock (_a) { _n++; }",
            Back = "Both();",
        },
        new("local function that captures the lock's local", "var gate = _b; Touch(); void Touch() { lock (gate) { _n++; } }"),
        new("conditional access", "_child?.Touch();", "private readonly Child? _child = new(); public void Back() { lock (_child!.Gate) { {inverse} } }", "public sealed class Child { public readonly object Gate = new(); private int _n; public void Touch() { lock (Gate) { _n++; } } }")
        {
            Inverse = "lock (_a) { _n++; }",
            Back = "Back();",
        },
    ];
}
