using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2002ReleaseNotHeldTests
{
    [Theory]
    [InlineData("twice in a row", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("after a finally", "public void Run() { Monitor.Enter(_gate); try { Work(); } finally { Monitor.Exit(_gate); } {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("inside the try of a finally", "public void Run() { Monitor.Enter(_gate); try { Work(); Monitor.Exit(_gate); } finally { {|MM2002:Monitor.Exit|}(_gate); } }")]
    [InlineData("after a branch that released", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); } {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("after a call that released", "public void Run() { Monitor.Enter(_gate); Give(); {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("through a call", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); {|MM2002:Give|}(); }")]
    [InlineData("through three calls", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); {|MM2002:One|}(); } void One() => Two(); void Two() => Give();")]
    [InlineData("through a static helper", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); Tools.{|MM2002:Give|}(_gate); }")]
    [InlineData("after a call that acquired", "public void Run() { Take(); Monitor.Exit(_gate); {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("a semaphore", "public void Run() { _slim.Wait(); _slim.Release(); {|MM2002:_slim.Release|}(); }")]
    [InlineData("an async method", "public async Task Run() { await _slim.WaitAsync(); await Task.Yield(); _slim.Release(); {|MM2002:_slim.Release|}(); }")]
    [InlineData("a reader", "public void Run() { _rw.EnterReadLock(); _rw.ExitReadLock(); {|MM2002:_rw.ExitReadLock|}(); }")]
    [InlineData("a mutex", "public void Run() { _mutex.WaitOne(); _mutex.ReleaseMutex(); {|MM2002:_mutex.ReleaseMutex|}(); }")]
    [InlineData("a Lock", "public void Run() { _lock.Enter(); _lock.Exit(); {|MM2002:_lock.Exit|}(); }")]
    [InlineData("a lambda", "public Action Run() => () => { Monitor.Enter(_gate); Monitor.Exit(_gate); {|MM2002:Monitor.Exit|}(_gate); };")]
    [InlineData("a local function", "public void Run() { Inner(); void Inner() { Monitor.Enter(_gate); Monitor.Exit(_gate); {|MM2002:Monitor.Exit|}(_gate); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); yield return 1; {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("a switch", "public void Run(int n) { Monitor.Enter(_gate); switch (n) { case 1: Monitor.Exit(_gate); break; default: Monitor.Exit(_gate); break; } {|MM2002:Monitor.Exit|}(_gate); }")]
    [InlineData("an alias", "public void Run() { var gate = _gate; Monitor.Enter(gate); Monitor.Exit(gate); {|MM2002:Monitor.Exit|}(_gate); }")]
    public Task Reports_a_second_release(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM2002ReleaseNotHeld>(Frame(member));
    }

    [Theory]
    [InlineData("a body that only releases", "public void Run() { Work(); Monitor.Exit(_gate); }")]
    [InlineData("a body that only releases, in two branches", "public void Run() { if (Free) { Monitor.Exit(_gate); return; } Monitor.Exit(_gate); }")]
    [InlineData("as many releases as acquisitions", "public void Run() { Monitor.Enter(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Exit(_gate); }")]
    [InlineData("a retake in between", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); }")]
    [InlineData("a retake in a helper", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); Take(); Monitor.Exit(_gate); }")]
    [InlineData("drop and retake of the caller's lock", "public void Run() { Monitor.Exit(_gate); Work(); Monitor.Enter(_gate); }")]
    [InlineData("the caller's lock, dropped twice around a retake", "public void Run() { Monitor.Exit(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Enter(_gate); }")]
    [InlineData("branches that exclude each other", "public void Run(bool early) { Monitor.Enter(_gate); if (early) { Monitor.Exit(_gate); } Work(); if (!early) { Monitor.Exit(_gate); } }")]
    [InlineData("a flag set with the release", "public void Run() { Monitor.Enter(_gate); var held = true; if (Free) { Monitor.Exit(_gate); held = false; } if (held) { Monitor.Exit(_gate); } }")]
    [InlineData("a return after the release", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return; } Monitor.Exit(_gate); }")]
    [InlineData("a throw after the release", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); throw new Exception(); } Monitor.Exit(_gate); }")]
    [InlineData("a helper that never returns", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); Fail(); } Monitor.Exit(_gate); }")]
    [InlineData("a release in the catch", "public void Run() { Monitor.Enter(_gate); try { Work(); Monitor.Exit(_gate); } catch (Exception) { Monitor.Exit(_gate); } }")]
    [InlineData("a release in the catch and outside", "public void Run() { Monitor.Enter(_gate); try { Work(); } catch (Exception) { Monitor.Exit(_gate); throw; } Monitor.Exit(_gate); }")]
    [InlineData("a loop", "public void Run() { while (Free) { Monitor.Enter(_gate); Monitor.Exit(_gate); } }")]
    [InlineData("another instance", "public void Run(Shop other) { Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Exit(other._gate); }")]
    [InlineData("another mode", "public void Run() { _rw.EnterUpgradeableReadLock(); _rw.EnterWriteLock(); _rw.ExitWriteLock(); _rw.ExitUpgradeableReadLock(); }")]
    [InlineData("a reassigned variable", "public void Run(object a, object b) { var gate = a; Monitor.Enter(gate); Monitor.Exit(gate); gate = b; Monitor.Exit(gate); }")]
    [InlineData("a semaphore without a maximum", "public void Run() { _unbounded.Wait(); _unbounded.Release(); _unbounded.Release(); }")]
    [InlineData("a signal", "public void Run() { _signal.Wait(); _signal.Release(); _signal.Release(); }")]
    [InlineData("a try in between", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); if (Monitor.TryEnter(_gate)) { Monitor.Exit(_gate); } }")]
    [InlineData("an async release in finally", "public async Task Run() { await _slim.WaitAsync(); try { await Task.Yield(); } finally { _slim.Release(); } }")]
    [InlineData("a lambda's own release", "public Action Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); return () => Monitor.Exit(_gate); }")]
    [InlineData("a lock that may be missing", "public static void Run(Mutex gate) { gate?.WaitOne(); Work(); gate?.ReleaseMutex(); }")]
    [InlineData("a half-typed body", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Exit(_gate); {|CS0103:missing|}(); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2002ReleaseNotHeld>(Frame(member));
    }

    [Theory]
    [InlineData("object", "Monitor.Enter({0}); Monitor.Exit({0}); Monitor.Exit({0});", "it throws SynchronizationLockException")]
    [InlineData("Mutex", "{0}.WaitOne(); {0}.ReleaseMutex(); {0}.ReleaseMutex();", "it throws ApplicationException")]
    public Task Tells_what_happens_then(string type, string body, string consequence) => Verify.Message<MM2002ReleaseNotHeld>(
        $"class Shop {{ readonly {type} _gate = new(); public void Run() {{ {body.Replace("{0}", "_gate", StringComparison.Ordinal)} }} }}",
        $"'Shop.Run' releases 'Shop._gate', which it acquired at Test0.cs:1 and already released at Test0.cs:1: {consequence}");

    [Fact]
    public Task Tells_the_acquisition_and_the_first_release() => Verify.Rule<MM2002ReleaseNotHeld>(
        """
        class Shop
        {
            readonly SemaphoreSlim _gate = new(1, 1);
            public void Run()
            {
                {|#1:_gate.Wait|}();
                {|#2:_gate.Release|}();
                {|#0:_gate.Release|}();
            }
        }
        """,
        new DiagnosticResult(MM2002ReleaseNotHeld.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._gate", "Test0.cs:6", "Test0.cs:7", "it throws SemaphoreFullException, or lets a second thread in"));

    private static string Frame(string member) => $$"""
        class Shop
        {
            readonly object _gate = new();
            readonly Lock _lock = new();
            readonly SemaphoreSlim _slim = new(1, 1), _signal = new(0), _unbounded = new(1);
            readonly ReaderWriterLockSlim _rw = new();
            readonly Mutex _mutex = new();
            {{member}}
            void Take() => Monitor.Enter(_gate);
            void Give() => Monitor.Exit(_gate);
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
            [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new Exception();
        }
        static class Tools { public static void Give(object gate) => Monitor.Exit(gate); }
        """;
}
