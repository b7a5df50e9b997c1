namespace MmAnalyzers.Tests.Constructs;

/// <summary>Locks that are held over an await.</summary>
internal static class AsyncCalls
{
    private const string Gates = "private readonly SemaphoreSlim _s = new(1, 1);";
    private const string AsyncLock = "public sealed class AsyncLock { private readonly SemaphoreSlim _gate = new(1, 1); public async Task<Releaser> LockAsync() { await _gate.WaitAsync(); return new Releaser(_gate); } public readonly struct Releaser(SemaphoreSlim gate) : IDisposable { public void Dispose() => gate.Release(); } }";

    private static Construct Async(string name, string take, string members, string types = "") => new(name, take, Gates + members, types)
    {
        First = "private readonly SemaphoreSlim _a = new(1, 1);",
        Returns = "async Task",
        Hold = "await _a.WaitAsync(); try { {0} } finally { _a.Release(); }",
        Back = "await _s.WaitAsync(); try { await _a.WaitAsync(); _a.Release(); } finally { _s.Release(); }",
    };

    public static IReadOnlyList<Construct> All { get; } =
    [
        Async("awaited semaphore", "await _s.WaitAsync(); _s.Release();", ""),
        Async("awaited with ConfigureAwait", "await _s.WaitAsync().ConfigureAwait(false); _s.Release();", ""),
        Async("awaited method", "await TakeB();", "private async Task TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("awaited method three calls down", "await Outer();", "private Task Outer() => Middle(); private async Task Middle() => await TakeB(); private async Task TakeB() { await Task.Yield(); await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("awaited task in a local", "var task = TakeB(); await task;", "private async Task TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("awaited Task.WhenAll", "await Task.WhenAll(TakeB(), Task.CompletedTask);", "private async Task TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("awaited local function", "await TakeB(); async Task TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }", ""),
        Async("awaited lambda", "Func<Task> take = async () => { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }; await take();", ""),
        Async("awaited delegate parameter", "await Run(async () => { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } });", "private async Task Run(Func<Task> step) { await step(); }"),
        Async("awaited ValueTask", "await TakeB();", "private async ValueTask TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("await using", "await using var job = new Job(this); _n++;", "public async Task TakeB() { await _s.WaitAsync(); _s.Release(); }", "public sealed class Job(Sample of) : IAsyncDisposable { public async ValueTask DisposeAsync() => await of.TakeB(); }"),
        Async("await foreach", "await foreach (var one in Items()) { _n += one; }", "private async IAsyncEnumerable<int> Items() { await _s.WaitAsync(); _s.Release(); yield return 1; }"),
        Async("async lock with a releaser", "using (await _x.LockAsync()) { _n++; }", "private readonly AsyncLock _x = new();", AsyncLock) with
        {
            Back = "using (await _x.LockAsync()) { await _a.WaitAsync(); _a.Release(); }",
        },
        Async("blocking on an async method", "TakeB().GetAwaiter().GetResult();", "private async Task TakeB() { await _s.WaitAsync(); try { _n++; } finally { _s.Release(); } }"),
        Async("result of an async method", "_n = TakeB().Result;", "private async Task<int> TakeB() { await _s.WaitAsync(); try { return _n; } finally { _s.Release(); } }"),
    ];
}
