namespace MmAnalyzers.Tests.Constructs;

/// <summary>Locks behind types of the program's own, none of them annotated.</summary>
internal static class Wrappers
{
    private const string Latch = "public sealed class Latch { private readonly object _gate = new(); public void Enter() { Monitor.Enter(_gate); } public void Exit() { Monitor.Exit(_gate); } public bool TryEnter() => Monitor.TryEnter(_gate); }";
    private const string Scoped = "public sealed class Latch { private readonly object _gate = new(); public Releaser Acquire() { Monitor.Enter(_gate); return new Releaser(this); } private void Exit() { Monitor.Exit(_gate); } public readonly struct Releaser(Latch of) : IDisposable { private readonly Latch _of = of; public void Dispose() => _of.Exit(); } }";
    private const string ScopedClass = "public sealed class Latch { private readonly object _gate = new(); public IDisposable Acquire() { Monitor.Enter(_gate); return new Releaser(this); } private sealed class Releaser(Latch of) : IDisposable { public void Dispose() => Monitor.Exit(of._gate); } }";
    private const string Guard = "public readonly ref struct Guard { private readonly object _gate; public Guard(object gate) { _gate = gate; Monitor.Enter(gate); } public void Dispose() => Monitor.Exit(_gate); }";
    private const string ReadWrite = "public sealed class Latch { private readonly ReaderWriterLockSlim _gate = new(); public Reader Read() { _gate.EnterReadLock(); return new Reader(_gate); } public Writer Write() { _gate.EnterWriteLock(); return new Writer(_gate); } public readonly struct Reader(ReaderWriterLockSlim gate) : IDisposable { public void Dispose() => gate.ExitReadLock(); } public readonly struct Writer(ReaderWriterLockSlim gate) : IDisposable { public void Dispose() => gate.ExitWriteLock(); } }";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("wrapper with Enter and Exit", "_x.Enter(); try { _n++; } finally { _x.Exit(); }", "private readonly Latch _x = new();", Latch) { Back = "_x.Enter(); try { lock (_a) { _n++; } } finally { _x.Exit(); }" },
        new("wrapper that holds the first", "lock (_b) { _n++; }", "private readonly Latch _x = new();", Latch)
        {
            Hold = "_x.Enter(); try { {0} } finally { _x.Exit(); }",
            Back = "lock (_b) { _x.Enter(); _x.Exit(); }",
        },
        new("struct guard from a method", "using (_x.Acquire()) { _n++; }", "private readonly Latch _x = new();", Scoped) { Back = "using (_x.Acquire()) { lock (_a) { _n++; } }" },
        new("struct guard in a declaration", "using var held = _x.Acquire(); _n++;", "private readonly Latch _x = new();", Scoped) { Back = "using var held = _x.Acquire(); lock (_a) { _n++; }" },
        new("guard behind IDisposable", "using (_x.Acquire()) { _n++; }", "private readonly Latch _x = new();", ScopedClass) { Back = "using (_x.Acquire()) { lock (_a) { _n++; } }" },
        new("guard whose constructor takes the lock", "using (new Guard(_b)) { _n++; }", Types: Guard) { Back = "using (new Guard(_b)) { lock (_a) { _n++; } }" },
        new("guard against a lock statement", "using (new Guard(_b)) { _n++; }", Types: Guard),
        new("guard made by a method", "using (Held()) { _n++; }", "private Guard Held() => new(_b);", Guard),
        new("reader and writer guards", "using (_x.Write()) { _n++; }", "private readonly Latch _x = new();", ReadWrite) { Back = "using (_x.Write()) { lock (_a) { _n++; } }" },
        new("acquired by one method and released by another", "TakeB(); _n++; GiveB();", "private void TakeB() => Monitor.Enter(_b); private void GiveB() => Monitor.Exit(_b);") { Back = "TakeB(); lock (_a) { _n++; } GiveB();" },
        new("try-acquire by a method", "lock (_b) { _n++; }", "private bool TryA() => Monitor.TryEnter(_a);") { Hold = "if (TryA()) { try { {0} } finally { Monitor.Exit(_a); } }", Back = "lock (_b) { lock (_a) { _n++; } }" },
        new("semaphore as an argument", "Take(_s);", "private readonly SemaphoreSlim _s = new(1, 1); private void Take(SemaphoreSlim gate) { gate.Wait(); try { _n++; } finally { gate.Release(); } }") { Back = "_s.Wait(); try { lock (_a) { _n++; } } finally { _s.Release(); }" },
        new("reader-writer lock as an argument of an extension", "using (_rw.Write()) { _n++; }", "private readonly ReaderWriterLockSlim _rw = new();", "public static class Extensions { public static Writer Write(this ReaderWriterLockSlim gate) { gate.EnterWriteLock(); return new Writer(gate); } } public readonly struct Writer(ReaderWriterLockSlim gate) : IDisposable { public void Dispose() => gate.ExitWriteLock(); }")
        {
            Back = "using (_rw.Write()) { lock (_a) { _n++; } }",
        },
        new("Lock scope returned by a method", "using (Held()) { _n++; }", "private readonly Lock _l = new(); private Lock.Scope Held() => _l.EnterScope();") { Back = "lock (_l) { lock (_a) { _n++; } }" },
        new("SpinLock by reference", "Take(ref _spin);", "private SpinLock _spin = new(false); private void Take(ref SpinLock gate) { var taken = false; gate.Enter(ref taken); _n++; gate.Exit(); }") { Back = "var taken = false; _spin.Enter(ref taken); lock (_a) { _n++; } _spin.Exit();" },
    ];
}
