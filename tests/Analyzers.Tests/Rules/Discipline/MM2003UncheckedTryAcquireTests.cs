using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2003UncheckedTryAcquireTests
{
    [Theory]
    [InlineData("ignored, then released", "public void Run() { {|MM2003:Monitor.TryEnter|}(_gate); Work(); Monitor.Exit(_gate); }")]
    [InlineData("ignored, then released in a finally", "public void Run() { {|MM2003:Monitor.TryEnter|}(_gate, 100); try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("ignored, then guarded work", "public void Run() { {|MM2003:Monitor.TryEnter|}(_gate, TimeSpan.Zero); Work(); }")]
    [InlineData("ignored inside the try", "public void Run() { try { {|MM2003:Monitor.TryEnter|}(_gate, 100); Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a branch turned round", "public void Run() { if (!{|MM2003:Monitor.TryEnter|}(_gate)) { Work(); Monitor.Exit(_gate); } }")]
    [InlineData("a test that changes nothing", "public void Run() { if (!{|MM2003:Monitor.TryEnter|}(_gate)) { Work(); } Monitor.Exit(_gate); }")]
    [InlineData("a return inside the try", "public void Run() { try { if (!{|MM2003:Monitor.TryEnter|}(_gate, 5)) { return; } Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a throw inside the try", "public void Run() { try { if (!{|MM2003:Monitor.TryEnter|}(_gate, 5)) { throw new TimeoutException(); } Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("kept and never read", "public void Run() { var taken = {|MM2003:Monitor.TryEnter|}(_gate); Work(); Monitor.Exit(_gate); }")]
    [InlineData("kept and read too late", "public bool Run() { var taken = {|MM2003:Monitor.TryEnter|}(_gate); Work(); Monitor.Exit(_gate); return taken; }")]
    [InlineData("a flag never read", "public void Run() { var taken = false; {|MM2003:Monitor.TryEnter|}(_gate, ref taken); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a flag never read, with a time limit", "public void Run() { var taken = false; try { {|MM2003:Monitor.TryEnter|}(_gate, 5, ref taken); Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a flag read the wrong way", "public void Run() { var taken = false; {|MM2003:Monitor.TryEnter|}(_gate, ref taken); if (!taken) { Monitor.Exit(_gate); } }")]
    [InlineData("a semaphore with a time limit", "public void Run() { {|MM2003:_slim.Wait|}(100); try { Work(); } finally { _slim.Release(); } }")]
    [InlineData("an awaited semaphore", "public async Task Run() { await {|MM2003:_slim.WaitAsync|}(TimeSpan.FromSeconds(1)); try { await Task.Yield(); } finally { _slim.Release(); } }")]
    [InlineData("an awaited semaphore, configured", "public async Task Run(CancellationToken token) { await {|MM2003:_slim.WaitAsync|}(100, token).ConfigureAwait(false); await Task.Yield(); _slim.Release(); }")]
    [InlineData("a reader", "public void Run() { {|MM2003:_rw.TryEnterReadLock|}(0); Work(); _rw.ExitReadLock(); }")]
    [InlineData("a writer, in a branch", "public void Run() { if (!{|MM2003:_rw.TryEnterWriteLock|}(10)) { Log(); } _rw.ExitWriteLock(); }")]
    [InlineData("a mutex", "public void Run() { {|MM2003:_mutex.WaitOne|}(1000); try { Work(); } finally { _mutex.ReleaseMutex(); } }")]
    [InlineData("a semaphore of the system", "public void Run() { {|MM2003:_system.WaitOne|}(1000); try { Work(); } finally { _system.Release(); } }")]
    [InlineData("a Lock", "public void Run() { {|MM2003:_lock.TryEnter|}(); Work(); _lock.Exit(); }")]
    [InlineData("a spin lock", "public void Run() { var taken = false; {|MM2003:_spin.TryEnter|}(ref taken); Work(); _spin.Exit(); }")]
    [InlineData("through a wrapper that tries", "public void Run() { {|MM2003:Try|}(); Work(); Monitor.Exit(_gate); }")]
    [InlineData("through a wrapper that releases", "public void Run() { {|MM2003:Monitor.TryEnter|}(_gate); Work(); Give(); }")]
    [InlineData("through three calls", "public void Run() { {|MM2003:One|}(); Work(); Give(); } bool One() => Two(); bool Two() => Try();")]
    [InlineData("a leak of what may not be held", "public void Run() { {|MM2003:Monitor.TryEnter|}(_gate); if (Free) { return; } Monitor.Exit(_gate); }")]
    [InlineData("an unknown test in between, which cannot tell", "public void Run() { {|MM2003:_mutex.WaitOne|}(5); try { if (Free) { return; } Work(); } finally { _mutex.ReleaseMutex(); } }")]
    [InlineData("a lambda", "public Action Run() => () => { {|MM2003:Monitor.TryEnter|}(_gate); Work(); Monitor.Exit(_gate); };")]
    [InlineData("a local function", "public void Run() { Inner(); void Inner() { {|MM2003:Monitor.TryEnter|}(_gate); Work(); Monitor.Exit(_gate); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { {|MM2003:_slim.Wait|}(5); yield return 1; _slim.Release(); }")]
    [InlineData("a result that must be looked at", "public void Run() { {|MM2003:Ask|}(); }")]
    [InlineData("a type that must be looked at", "public async Task Run() { await {|MM2003:AskType|}().ConfigureAwait(false); }")]
    public Task Reports_an_outcome(string how, string member)
    {
        Assert.NotEmpty(how);
        return Verify.Rule<MM2003UncheckedTryAcquire>(Frame(member));
    }

    [Theory]
    [InlineData("a branch", "public void Run() { if (Monitor.TryEnter(_gate)) { Work(); Monitor.Exit(_gate); } }")]
    [InlineData("a branch with finally", "public void Run() { if (Monitor.TryEnter(_gate)) { try { Work(); } finally { Monitor.Exit(_gate); } } else { Log(); } }")]
    [InlineData("a return where it failed", "public void Run() { if (!Monitor.TryEnter(_gate, 5)) { return; } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a throw where it failed", "public void Run() { if (!Monitor.TryEnter(_gate, 5)) { throw new TimeoutException(); } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a throw helper where it failed", "public void Run() { if (!Monitor.TryEnter(_gate, 5)) { Fail(); } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a throw helper that does not say so", "public void Run() { if (!Monitor.TryEnter(_gate, 5)) { Throw(); } Work(); Monitor.Exit(_gate); }")]
    [InlineData("an assertion", "public void Run() { var taken = Monitor.TryEnter(_gate); System.Diagnostics.Debug.Assert(taken); Work(); Monitor.Exit(_gate); }")]
    [InlineData("an assertion of the call", "public void Run() { System.Diagnostics.Trace.Assert(Monitor.TryEnter(_gate)); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a blocking acquire where it failed", "public void Run() { if (!Monitor.TryEnter(_gate)) { Log(); Monitor.Enter(_gate); } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a loop until it succeeds", "public void Run() { while (!Monitor.TryEnter(_gate)) { Work(); } Monitor.Exit(_gate); }")]
    [InlineData("a bounded loop", "public void Run() { for (var i = 0; i < 9; i++) { if (Monitor.TryEnter(_gate)) { break; } } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a flag", "public void Run() { var taken = false; try { Monitor.TryEnter(_gate, ref taken); if (taken) { Work(); } } finally { if (taken) { Monitor.Exit(_gate); } } }")]
    [InlineData("a flag of the blocking form", "public void Run() { var taken = false; _spin.Enter(ref taken); Work(); _spin.Exit(); }")]
    [InlineData("a result kept", "public void Run() { var taken = Monitor.TryEnter(_gate, 5); try { Work(); } finally { if (taken) { Monitor.Exit(_gate); } } }")]
    [InlineData("a result kept in a field", "public void Run() { _taken = Monitor.TryEnter(_gate); Work(); if (_taken) { Monitor.Exit(_gate); } }")]
    [InlineData("a flag that is a field", "public void Run() { Monitor.TryEnter(_gate, ref _taken); Work(); if (_taken) { Monitor.Exit(_gate); } }")]
    [InlineData("a result passed on", "public void Run() { Check(Monitor.TryEnter(_gate)); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a result kept and passed on", "public void Run() { var taken = Monitor.TryEnter(_gate); Check(taken); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a result read by a lambda", "public void Run() { var taken = Monitor.TryEnter(_gate); Action end = () => { if (!taken) Fail(); }; end(); Monitor.Exit(_gate); }")]
    [InlineData("a result returned", "public bool Run() => Monitor.TryEnter(_gate);")]
    [InlineData("a discard", "public void Run() { _ = Monitor.TryEnter(_gate, 5); Work(); Monitor.Exit(_gate); }")]
    [InlineData("an infinite time limit", "public void Run() { Monitor.TryEnter(_gate, Timeout.Infinite); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a second condition", "public void Run() { if (Free && Monitor.TryEnter(_gate)) { Work(); Monitor.Exit(_gate); } }")]
    [InlineData("a condition that tells the same", "public void Run(bool must) { if (must) { Monitor.Enter(_gate); } else if (!Monitor.TryEnter(_gate)) { return; } Work(); Monitor.Exit(_gate); }")]
    [InlineData("a conditional expression", "public async Task Run(bool now) { var taken = now ? _slim.Wait(5) : await _slim.WaitAsync(5); if (taken) { Work(); _slim.Release(); } }")]
    [InlineData("an unknown test in between", "public void Run() { if (!Monitor.TryEnter(_gate)) { Log(); } if (Free) { Monitor.Exit(_gate); } }")]
    [InlineData("a question to the lock's permits", "public void Run() { _slim.Wait(5); if (_slim.CurrentCount == 0) { _slim.Release(); } }")]
    [InlineData("a question to the lock", "public void Run() { Monitor.TryEnter(_gate); Work(); if (Monitor.IsEntered(_gate)) { Monitor.Exit(_gate); } }")]
    [InlineData("a lock held anyway", "public void Run() { Monitor.Enter(_gate); if (!Monitor.TryEnter(_gate)) { Log(); } Monitor.Exit(_gate); }")]
    [InlineData("a signal waited for as a delay", "public void Run() { _signal.Wait(100); Work(); _signal.Release(); }")]
    [InlineData("several permits", "public void Run() { _many.Wait(100); Work(); _many.Release(); }")]
    [InlineData("a semaphore waited for and not released", "public void Run() { _slim.Wait(100); Work(); }")]
    [InlineData("a semaphore set to one permit", "public void Run() { _slim.Wait(0); _slim.Release(); }")]
    [InlineData("a semaphore of the system set to one permit", "public void Run() { _system.WaitOne(0); _system.Release(); }")]
    [InlineData("a semaphore of the system waited for and not released", "public void Run() { _system.WaitOne(100); Work(); }")]
    [InlineData("a lock that throws when it gives up", "public void Run() { _old.AcquireReaderLock(100); Work(); _old.ReleaseReaderLock(); }")]
    [InlineData("an attempt that cannot succeed, which is more", "public void Run() { _slim.Wait(); _rw.EnterWriteLock(); _rw.TryEnterReadLock(1); _rw.ExitWriteLock(); _slim.Release(); }")]
    [InlineData("a mutex of another process waited for", "public void Run() { _mutex.WaitOne(1000); Work(); }")]
    [InlineData("a wrapper whose result is looked at", "public void Run() { if (Try()) { Work(); Give(); } }")]
    [InlineData("a try of another lock", "public void Run(Shop other) { if (!Monitor.TryEnter(other._gate)) { Monitor.Enter(_gate); Monitor.Exit(_gate); return; } Monitor.Exit(other._gate); }")]
    [InlineData("a result that must be looked at and is", "public void Run() { if (Ask()) { Work(); } }")]
    [InlineData("a result that must be looked at, thrown away on purpose", "public void Run() { _ = Ask(); }")]
    [InlineData("a half-typed body", "public void Run() { Monitor.TryEnter(_gate); {|CS0103:missing|}(); Monitor.Exit(_gate); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2003UncheckedTryAcquire>(Frame(member));
    }

    [Theory]
    [InlineData("object", "Monitor.TryEnter(_gate, 5); _n++; Monitor.Exit(_gate);", "ignores whether it succeeded: it is released (Test0.cs:1) even if it was not taken, which throws SynchronizationLockException")]
    [InlineData("object", "Monitor.TryEnter(_gate, 5); _n++;", "ignores whether it succeeded: what follows may run without the lock")]
    [InlineData("Mutex", "if (!_gate.WaitOne(5)) _n++; _gate.ReleaseMutex();", "goes on where that failed: it is released (Test0.cs:1) without having been taken, which throws ApplicationException")]
    public Task Tells_what_happens_then(string type, string body, string story) => Verify.Message<MM2003UncheckedTryAcquire>(
        $"class Shop {{ readonly {type} _gate = new(); int _n; public void Run() {{ {body} }} }}",
        $"'Shop.Run' tries to take 'Shop._gate' and {story}");

    [Fact]
    public Task Tells_the_first_release() => Verify.Rule<MM2003UncheckedTryAcquire>(
        """
        class Shop
        {
            readonly SemaphoreSlim _gate = new(1, 1);
            public void Run(bool early)
            {
                {|#0:_gate.Wait|}(500);
                if (early)
                {
                    {|#1:_gate.Release|}();
                    return;
                }

                _gate.Release();
            }
        }
        """,
        new DiagnosticResult(MM2003UncheckedTryAcquire.Descriptor).WithLocation(0).WithLocation(1).WithArguments(
            "Shop.Run", "'Shop._gate'", "ignores whether it succeeded: it is released (Test0.cs:9) even if it was not taken, which lets a second thread in"));

    private static string Frame(string member) => $$"""
        using MmRuntime.Annotations;
        class Shop
        {
            readonly object _gate = new();
            readonly Lock _lock = new();
            readonly SemaphoreSlim _slim = new(1, 1), _signal = new(0), _many = new(3);
            readonly ReaderWriterLockSlim _rw = new();
            readonly Mutex _mutex = new();
            readonly Semaphore _system = new(1, 1);
            readonly ReaderWriterLock _old = new();
            SpinLock _spin = new(true);
            bool _taken;
            {{member}}
            bool Try() => Monitor.TryEnter(_gate);
            void Give() => Monitor.Exit(_gate);
            [MustCheck] static bool Ask() => Free;
            static Task<State> AskType() => null;
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
            static void Log() { }
            static void Check(bool taken) { if (!taken) Fail(); }
            static void Throw() => throw new TimeoutException();
            [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new Exception();
        }
        [MustCheck] enum State { Done, Full }
        """;
}
