namespace MmAnalyzers.Tests.Constructs;

/// <summary>Delegates whose target the program shows.</summary>
internal static class DelegateCalls
{
    private const string TakeB = "private void TakeB() { lock (_b) { _n++; } }";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("lambda in a local", "Action take = () => { lock (_b) { _n++; } }; take();"),
        new("lambda in a local by Invoke", "Action take = () => { lock (_b) { _n++; } }; take.Invoke();"),
        new("method group in a local", "Action take = TakeB; take();", TakeB),
        new("explicitly created delegate", "var take = new Action(TakeB); take();", TakeB),
        new("anonymous method", "Action take = delegate { lock (_b) { _n++; } }; take();"),
        new("local function as a delegate", "Action take = Inner; take(); void Inner() { lock (_b) { _n++; } }"),
        new("lambda as a parameter", "Run(() => { lock (_b) { _n++; } });", "private void Run(Action step) { step(); }"),
        new("method group as a parameter", "Run(TakeB);", TakeB + " private void Run(Action step) { step(); }"),
        new("parameter handed on", "Outer(TakeB);", TakeB + " private void Outer(Action step) => Run(step); private void Run(Action step) { step?.Invoke(); }"),
        new("parameter handed on inside a lambda", "Outer(TakeB);", TakeB + " private void Outer(Action step) => Run(() => step()); private void Run(Action step) { step(); }"),
        new("delegate in a read-only field", "_take();", TakeB + " private readonly Action _take; public Sample() { _take = TakeB; }"),
        new("lambda in a read-only field", "_take();", "private readonly Action _take; public Sample() { _take = () => { lock (_b) { _n++; } }; }"),
        new("lambda in a static field", "Taker(this);", TakeB + " private static readonly Action<Sample> Taker = one => one.TakeB();"),
        new("delegate in a property", "Take();", TakeB + " private Action Take { get; } public Sample() { Take = TakeB; }"),
        new("delegate with a result", "_n = _read();", "private readonly Func<int> _read; public Sample() { _read = () => { lock (_b) { return _n; } }; }"),
        new("lambda with a parameter that is a lock", "Action<object> take = gate => { lock (gate) { _n++; } }; take(_b);"),
        new("event with a visible handler", "Changed?.Invoke(this, EventArgs.Empty);", "public event EventHandler? Changed; public Sample() { Changed += OnChanged; } private void OnChanged(object? sender, EventArgs e) { lock (_b) { _n++; } }"),
        new("event with a visible lambda", "Changed?.Invoke(this, EventArgs.Empty);", "public event EventHandler? Changed; public Sample() { Changed += (_, _) => { lock (_b) { _n++; } }; }"),
        new(
            "event of another object",
            "_bell.Ring();",
            "private readonly Bell _bell = new(); public Sample() { _bell.Rung += OnRung; } private void OnRung() { lock (_b) { _n++; } }",
            "public sealed class Bell { public event Action? Rung; public void Ring() => Rung?.Invoke(); }"),
        new("callback under a lock of a wrapper", "TakeB();", "private readonly Guarded _guarded = new(); private void TakeB() { _guarded.Do(() => _n++); } public void Back() { _guarded.Do(() => { {inverse} }); }", "public sealed class Guarded { private readonly object _gate = new(); public void Do(Action step) { lock (_gate) { step(); } } }")
        {
            Back = "Back();",
            Inverse = "lock (_a) { _n++; }",
        },
    ];
}
