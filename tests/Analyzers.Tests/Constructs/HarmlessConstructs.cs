namespace MmAnalyzers.Tests.Constructs;

/// <summary>Code that names the second lock while the first is held, but does not take it then: <c>Two</c> takes them the other way round, and nothing hangs.</summary>
internal static class HarmlessConstructs
{
    private const string TakeB = "private void TakeB() { lock (_b) { _n++; } } private bool TakeB(int at) { TakeB(); return at > 0; } private readonly List<int> _list = [1];";
    private const string TakeAsync = "private async Task TakeB() { await Task.Yield(); lock (_b) { _n++; } }";
    private const string Iterator = "private IEnumerable<int> Items() { lock (_b) { _n++; } yield return 1; }";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("a lambda that is made and never run", "Action take = () => { lock (_b) { _n++; } }; Keep(take);", "private Action? _kept; private void Keep(Action take) { _kept = take; }"),
        new("a lambda that another thread runs", "Task.Run(() => { lock (_b) { _n++; } });"),
        new("a thread that is started", "new Thread(TakeB).Start();", "private void TakeB() { lock (_b) { _n++; } }"),
        new("queued work", "ThreadPool.QueueUserWorkItem(_ => { lock (_b) { _n++; } });"),
        new("a timer's callback", "_timer = new Timer(_ => { lock (_b) { _n++; } });", "private Timer? _timer;"),
        new("a continuation", "Task.Delay(1).ContinueWith(_ => { lock (_b) { _n++; } });"),
        new("a callback of a token", "_source.Token.Register(() => { lock (_b) { _n++; } });", "private readonly CancellationTokenSource _source = new();"),
        new("a subscription", "Changed += () => { lock (_b) { _n++; } };", "private event Action? Changed; public void Raise() => Changed?.Invoke();"),
        new("an iterator that nobody enumerates here", "Keep(Items());", Iterator + " private IEnumerable<int>? _kept; private void Keep(IEnumerable<int> items) { _kept = items; }"),
        new("a query that nobody enumerates here", "_kept = _list.Where(TakeB);", TakeB + " private IEnumerable<int>? _kept;"),
        new("an async method that nobody waits for here", "_ = TakeB();", TakeAsync),
        new("a task that is returned from under the lock", "_kept = TakeB();", TakeAsync + " private Task? _kept;"),
        new("a lazy value that nobody asks for", "_lazy = new Lazy<int>(() => { lock (_b) { return 1; } });", "private Lazy<int>? _lazy; public int Ask(int way) => way;"),
        new("a delegate that may be one of two", "_take();", "private Action _take; public Sample(bool which) { if (which) { _take = () => { lock (_b) { _n++; } }; } else { _take = () => { }; } }"),
        new("a delegate that comes from outside", "_take();", "private readonly Action _take; public Sample(Action take) { _take = take; } public Sample() { _take = () => { lock (_b) { _n++; } }; }"),
        new("an interface with two implementations", "_step.Run();", "private readonly IStep _step = new Nothing(); public Sample(IStep step) { _step = step; } public void TakeB() { lock (_b) { _n++; } }", "public interface IStep { void Run(); } internal sealed class Step(Sample of) : IStep { public void Run() => of.TakeB(); } internal sealed class Nothing : IStep { public void Run() { } }"),
        new("a lock of the lambda's own", "Action take = () => { var gate = new object(); lock (gate) { _n++; } }; take();") { Back = "lock (_b) { lock (_a) { _n++; } }" },
        new("a local function that is never called", "_n++; void Inner() { lock (_b) { _n++; } }"),
        new("a guard that the constructor does not take", "_ = new Guard(_b);", Types: "public readonly struct Guard(object gate) { public void Enter() => Monitor.Enter(gate); public void Dispose() => Monitor.Exit(gate); }"),
        new("a semaphore that is a signal, handed to a method", "Take(_signal);", "private readonly SemaphoreSlim _signal = new(0); private void Take(SemaphoreSlim gate) { gate.Wait(); } public void Set() => _signal.Release();") { Back = "_signal.Wait(); lock (_a) { _n++; } _signal.Release();" },
        new("a lock that the wrapper gave back before the callback", "_guarded.Do(() => _n++);", "private readonly Guarded _guarded = new(); public void Back() { _guarded.Do(() => { lock (_a) { _n++; } }); }", "public sealed class Guarded { private readonly object _gate = new(); private int _m; public void Do(Action step) { lock (_gate) { _m++; } step(); } }") { Back = "Back();" },
        new("a callback that takes what its wrapper holds already", "_guarded.Do(() => _guarded.Touch());", "private readonly Guarded _guarded = new();", "public sealed class Guarded { private readonly object _gate = new(); private int _m; public void Do(Action step) { lock (_gate) { step(); } } public void Touch() { lock (_gate) { _m++; } } }") { Back = "_guarded.Do(() => _n++);" },
        new("a child's way back to its parent's lock", "_child.Touch();", "private readonly Child _child; public Sample() { _child = new(this); } public void Inner() { lock (_a) { _n++; } }", "public sealed class Child(Sample parent) { private int _m; public void Touch() { parent.Inner(); _m++; } }") { Back = "_child.Touch();" },
        new("the lock of an object that a method just made", "var child = Make(); lock (child.Gate) { _n++; }", "private Child Make() => new(); public void Back(Child child) { lock (child.Gate) { lock (_a) { _n++; } } }", "public sealed class Child { public readonly object Gate = new(); }") { Back = "Back(new Child());" },
        new("the guard of another, new object", "var other = new Sample(); other.Run();", "private Job Start() => new(this); public void TakeB() { lock (_b) { _n++; } } public void Run() { using (Start()) { _n++; } }", "public readonly struct Job : IDisposable { private readonly Sample _of; public Job(Sample of) => _of = of; public void Dispose() => _of.TakeB(); }"),
        new("an operator of another type", "_ = 1 + way;", "public static Sample operator +(Sample left, Sample right) { lock (right._b) { return left; } }"),
        new("an event without accessors", "Changed += TakeB;", "private event Action? Changed; private void TakeB() { lock (_b) { _n++; } } public bool Any => Changed is not null;"),
    ];
}
