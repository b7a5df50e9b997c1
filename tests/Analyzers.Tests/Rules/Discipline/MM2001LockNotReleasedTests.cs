using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2001LockNotReleasedTests
{
    [Theory]
    [InlineData("a return", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return; } Monitor.Exit(_gate); }")]
    [InlineData("a throw", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { throw new Exception(); } Monitor.Exit(_gate); }")]
    [InlineData("a throw expression", "public void Run(object o) { {|MM2001:Monitor.Enter|}(_gate); Work(o ?? throw new Exception()); Monitor.Exit(_gate); }")]
    [InlineData("the end of the body", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { Monitor.Exit(_gate); } }")]
    [InlineData("a switch without a default", "public void Run(int n) { {|MM2001:Monitor.Enter|}(_gate); switch (n) { case 1: Monitor.Exit(_gate); break; case 2: Monitor.Exit(_gate); break; } }")]
    [InlineData("a loop left early", "public void Run() { while (true) { {|MM2001:Monitor.Enter|}(_gate); if (Free) { break; } Monitor.Exit(_gate); if (!Free) { return; } } }")]
    [InlineData("a goto", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { goto end; } Monitor.Exit(_gate); end: Work(null); }")]
    [InlineData("a catch", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); try { Work(null); } catch (Exception) { return; } Monitor.Exit(_gate); }")]
    [InlineData("one branch of a finally", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); try { Work(null); } finally { if (Free) { Monitor.Exit(_gate); } } }")]
    [InlineData("one count too few", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); if (Free) { Monitor.Exit(_gate); } }")]
    [InlineData("a call that acquires", "public void Run() { {|MM2001:Take|}(); if (Free) { return; } Monitor.Exit(_gate); }")]
    [InlineData("a call that releases", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return; } Give(); }")]
    [InlineData("a try that succeeded", "public void Run() { if (!{|MM2001:Monitor.TryEnter|}(_gate)) { return; } if (Free) { return; } Monitor.Exit(_gate); }")]
    [InlineData("a taken flag", "public void Run() { var taken = false; {|MM2001:Monitor.Enter|}(_gate, ref taken); if (Free) { return; } if (taken) { Monitor.Exit(_gate); } }")]
    [InlineData("a getter", "public int Run { get { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return 1; } Monitor.Exit(_gate); return 2; } }")]
    [InlineData("a lambda", "public Action Run() => () => { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return; } Monitor.Exit(_gate); };")]
    [InlineData("a local function", "public void Run() { Inner(); void Inner() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return; } Monitor.Exit(_gate); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { yield break; } yield return 1; Monitor.Exit(_gate); }")]
    [InlineData("an async method", "public async Task Run() { await {|MM2001:_slim.WaitAsync|}(); if (Free) { return; } await Task.Yield(); _slim.Release(); }")]
    [InlineData("a semaphore", "public void Run() { {|MM2001:_slim.Wait|}(); if (Free) { return; } _slim.Release(); }")]
    [InlineData("a reader", "public void Run() { {|MM2001:_rw.EnterReadLock|}(); if (Free) { return; } _rw.ExitReadLock(); }")]
    [InlineData("the wrong mode", "public void Run() { {|MM2001:_rw.EnterWriteLock|}(); if (Free) { _rw.ExitReadLock(); return; } _rw.ExitWriteLock(); }")]
    [InlineData("a mutex", "public void Run() { {|MM2001:_mutex.WaitOne|}(); if (Free) { return; } _mutex.ReleaseMutex(); }")]
    [InlineData("a Lock", "public void Run() { {|MM2001:_lock.Enter|}(); if (Free) { return; } _lock.Exit(); }")]
    [InlineData("a parameter", "public static void Run(object gate) { {|MM2001:Monitor.Enter|}(gate); if (Free) { return; } Monitor.Exit(gate); }")]
    [InlineData("one of two", "public void Run() { Monitor.Enter(_gate); {|MM2001:_slim.Wait|}(); if (Free) { Monitor.Exit(_gate); return; } _slim.Release(); Monitor.Exit(_gate); }")]
    [InlineData("a result that tells nobody who could release", "readonly object _own = new(); public bool Run() { {|MM2001:Monitor.Enter|}(_own); if (Free) { return true; } Monitor.Exit(_own); return false; } void Other() { Monitor.Enter(_own); Monitor.Exit(_own); }")]
    [InlineData("null", "public string Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return null; } Monitor.Exit(_gate); return Name; }")]
    [InlineData("one of two values", "public int Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { return 1; } Monitor.Exit(_gate); return 2; }")]
    [InlineData("null after a Pulse elsewhere", "readonly object _own = new(); public string Run() { {|MM2001:Monitor.Enter|}(_own); if (Free) { return Name; } Monitor.Exit(_own); return null; } void Other() { lock (_own) { Monitor.Wait(_own); Monitor.Pulse(_own); } }")]
    [InlineData("a switch expression's throw", "public int Run(int n) { {|MM2001:Monitor.Enter|}(_gate); var m = n switch { 1 => 2, _ => throw new Exception() }; Monitor.Exit(_gate); return m; }")]
    [InlineData("a switch expression's arm", "public void Run(int n) { {|MM2001:Monitor.Enter|}(_gate); if (n switch { 1 => true, _ => false }) { return; } Monitor.Exit(_gate); }")]
    [InlineData("a filter that fits", "public void Run() { {|MM2001:Monitor.Enter|}(_gate); try { Work(null); } catch (Exception e) when (e.Message.Length > 3) { return; } Monitor.Exit(_gate); }")]
    [InlineData("a break out of a switch", "public void Run(int n) { {|MM2001:Monitor.Enter|}(_gate); switch (n) { case 1: break; default: Monitor.Exit(_gate); break; } }")]
    [InlineData("a guard of another lock kept", "IDisposable _kept; readonly object _other = new(); public void Run() { {|MM2001:Monitor.Enter|}(_gate); if (Free) { Monitor.Exit(_gate); return; } _kept = new Guard(_other); }")]
    [InlineData("a callback about something else", "public Action Run(Action none) { {|MM2001:Monitor.Enter|}(_gate); if (Free) { Monitor.Exit(_gate); return none; } return () => Work(null); }")]
    [InlineData("a goto case", "public void Run(int n) { {|MM2001:Monitor.Enter|}(_gate); switch (n) { case 1: goto case 2; case 2: return; default: Monitor.Exit(_gate); break; } }")]
    [InlineData("a break out of a foreach", "public void Run(int[] all) { foreach (var one in all) { {|MM2001:Monitor.Enter|}(_gate); if (one == 0) { break; } Monitor.Exit(_gate); } }")]
    [InlineData("a continue", "public void Run(int[] all) { foreach (var one in all) { {|MM2001:Monitor.Enter|}(_gate); if (one == 0) { continue; } Monitor.Exit(_gate); } }")]
    public Task Reports_a_lock_kept_at(string exit, string member)
    {
        Assert.NotEmpty(exit);
        return Verify.Rule<MM2001LockNotReleased>(Frame(member));
    }

    [Theory]
    [InlineData("try and finally", "public void Run() { Monitor.Enter(_gate); try { if (Free) { return; } Work(null); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("try, catch and finally", "public void Run() { Monitor.Enter(_gate); try { Work(null); } catch (Exception) { throw; } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a release in each branch", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return; } Monitor.Exit(_gate); }")]
    [InlineData("a release before the throw", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); throw new Exception(); } Monitor.Exit(_gate); }")]
    [InlineData("a release in the catch", "public void Run() { Monitor.Enter(_gate); try { Work(null); } catch (Exception) { Monitor.Exit(_gate); throw; } Monitor.Exit(_gate); }")]
    [InlineData("a call that throws unseen", "public void Run() { Monitor.Enter(_gate); Work(null); Monitor.Exit(_gate); }")]
    [InlineData("an Enter method", "public void Run() { Monitor.Enter(_gate); Work(null); }")]
    [InlineData("an Exit method", "public void Run() { Work(null); Monitor.Exit(_gate); }")]
    [InlineData("a method that tells by its result", "public bool Run() { Monitor.Enter(_gate); if (Free) { return true; } Monitor.Exit(_gate); return false; }")]
    [InlineData("a method that tells by null", "public string Run() { Monitor.Enter(_gate); if (Free) { return Name; } Monitor.Exit(_gate); return null; }")]
    [InlineData("a guard handed out, or another object", "public IDisposable Run(IDisposable none) { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return none; } return new Guard(_gate); }")]
    [InlineData("a guard kept in a field", "IDisposable _kept; public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return; } _kept = new Guard(_gate); }")]
    [InlineData("a guard given by a parameter", "public void Run(out IDisposable guard) { guard = null; Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return; } guard = new Guard(_gate); }")]
    [InlineData("a release kept as a callback", "Action _end; public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return; } _end = () => Monitor.Exit(_gate); }")]
    [InlineData("a release handed out as a callback", "public Action Run(Action none) { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); return none; } return () => Monitor.Exit(_gate); }")]
    [InlineData("a guard handed out", "public IDisposable Run() { Monitor.Enter(_gate); return new Guard(_gate); }")]
    [InlineData("a scope", "public void Run() { using (_lock.EnterScope()) { if (Free) { return; } Work(null); } }")]
    [InlineData("a scope declaration", "public void Run() { using var scope = _lock.EnterScope(); if (Free) { throw new Exception(); } Work(null); }")]
    [InlineData("a lock statement", "public int Run() { lock (_gate) { if (Free) { return 1; } throw new Exception(); } }")]
    [InlineData("a flag", "public void Run(bool wanted) { if (wanted) { Monitor.Enter(_gate); } Work(null); if (wanted) { Monitor.Exit(_gate); } }")]
    [InlineData("a taken flag", "public void Run() { var taken = false; try { Monitor.Enter(_gate, ref taken); Work(null); } finally { if (taken) { Monitor.Exit(_gate); } } }")]
    [InlineData("a try that failed", "public void Run() { if (!Monitor.TryEnter(_gate)) { return; } try { Work(null); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a result kept", "public void Run() { var taken = Monitor.TryEnter(_gate, 5); if (taken) { Work(null); Monitor.Exit(_gate); } }")]
    [InlineData("a permit taken by each round", "public void Run() { while (Free) { _slim.Wait(); Work(null); _slim.Release(); } }")]
    [InlineData("a loop that ends inside", "public void Run() { Monitor.Enter(_gate); while (true) { if (Free) { Monitor.Exit(_gate); return; } } }")]
    [InlineData("a drop and retake", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); Work(null); Monitor.Enter(_gate); } Monitor.Exit(_gate); }")]
    [InlineData("a signal", "public void Run() { _signal.Wait(); if (Free) { return; } _signal.Release(); }")]
    [InlineData("several permits", "public void Run() { _many.Wait(); if (Free) { return; } _many.Release(); }")]
    [InlineData("a throw helper that never returns", "public void Run() { Monitor.Enter(_gate); if (Free) { Monitor.Exit(_gate); Fail(); } Monitor.Exit(_gate); }")]
    [InlineData("a release handed to a lambda", "public Action Run() { Monitor.Enter(_gate); return () => Monitor.Exit(_gate); }")]
    [InlineData("an async method with finally", "public async Task Run() { await _slim.WaitAsync(); try { await Task.Yield(); } finally { _slim.Release(); } }")]
    [InlineData("an iterator with finally", "public IEnumerable<int> Run() { Monitor.Enter(_gate); try { yield return 1; } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a lock that may be missing", "public static void Run(Mutex gate) { gate?.WaitOne(); Work(null); gate?.ReleaseMutex(); }")]
    [InlineData("a lock that may be missing and finally", "public static void Run(Mutex gate) { gate?.WaitOne(); try { Work(null); } finally { gate?.ReleaseMutex(); } }")]
    [InlineData("a switch expression", "public int Run(int n) { Monitor.Enter(_gate); var m = n switch { 1 => 2, _ => 3 }; Monitor.Exit(_gate); return m; }")]
    [InlineData("a switch expression without a last arm", "public int Run(bool b) { Monitor.Enter(_gate); var m = b switch { true => 2, false => 3 }; Monitor.Exit(_gate); return m; }")]
    [InlineData("a half-typed body", "public void Run() { Monitor.Enter(_gate); if (Free) { return; } {|CS0103:missing|}(); Monitor.Exit(_gate); }")]
    [InlineData("a method that tells by its result and hands the lock on", "readonly object _own = new(); public bool Run() { Monitor.Enter(_own); if (Free) { return true; } Monitor.Exit(_own); return false; } object Lock => _own;")]
    [InlineData("a method that tells by its result, with a lock that others see", "internal readonly object _own = new(); public bool Run() { Monitor.Enter(_own); if (Free) { return true; } Monitor.Exit(_own); return false; }")]
    [InlineData("a method whose callers release in a lambda", "readonly object _own = new(); public bool Run() { Monitor.Enter(_own); if (Free) { return true; } Monitor.Exit(_own); return false; } Action Other() => () => Monitor.Exit(_own);")]
    [InlineData("a method that says what it does", "readonly object _own = new(); [MmRuntime.Annotations.Acquires(nameof(_own), OnTrue = \"return\")] public bool Run() { Monitor.Enter(_own); if (Free) { return true; } Monitor.Exit(_own); return false; }")]
    [InlineData("a filter that releases", "public void Run() { Monitor.Enter(_gate); try { Work(null); } catch (Exception) when (Name != null) { Monitor.Exit(_gate); throw; } Monitor.Exit(_gate); }")]
    [InlineData("breaks that all lead to the release", "public void Run(int n) { Monitor.Enter(_gate); switch (n) { case 1: break; case 2: goto case 1; default: Work(null); break; } Monitor.Exit(_gate); }")]
    [InlineData("a goto to the release", "public void Run() { Monitor.Enter(_gate); if (Free) { goto end; } Work(null); end: Monitor.Exit(_gate); }")]
    [InlineData("a flag that tells which exit it is", "public void Run() { var held = false; try { if (Free) { Monitor.Enter(_gate); held = true; } Work(null); } finally { if (held) { Monitor.Exit(_gate); } } }")]
    [InlineData("an unfinished throw helper", "public void Run() { Monitor.Enter(_gate); if (Free) { Fail(); } Monitor.Exit(_gate); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2001LockNotReleased>(Frame(member));
    }

    [Theory]
    [InlineData("public void Run() { Monitor.Enter(_gate); if (Free) { return")]
    [InlineData("public void Run() { Monitor.Enter(); if (Free) { return; } Monitor.Exit(_gate) }")]
    [InlineData("public void Run() { Monitor.Enter(_gate); if () { return; } Monitor.Exit(_gate); }")]
    public async Task Survives(string member) =>
        Assert.Empty(await Analysis.Run(new RuleHost<MM2001LockNotReleased>(), new AnalysisInput(Frame(member)) { MayNotCompile = true }));

    [Fact]
    public Task Tells_every_exit() => Verify.Rule<MM2001LockNotReleased>(
        """
        class Shop
        {
            readonly object _gate = new();
            public int Run(int n)
            {
                {|#0:Monitor.Enter|}(_gate);
                if (n == 1)
                {
                    {|#1:return|} 1;
                }

                if (n == 2)
                {
                    {|#2:throw|} new ArgumentException("n");
                }

                Monitor.Exit(_gate);
                return 0;
            }
        }
        """,
        new DiagnosticResult(MM2001LockNotReleased.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._gate", "Test0.cs:9, Test0.cs:14"));

    [Theory]
    [InlineData("if (_n == 1) {|#1:return|}; Monitor.Exit(_gate); }")]
    [InlineData("if (_n == 1) { {|#1:return|}; } Monitor.Exit(_gate); }")]
    [InlineData("if (_n == 1 && _m == 2) { {|#1:return|}; } Monitor.Exit(_gate); }")]
    [InlineData("if (!(_n != 1 || _m == 2)) { _n = 3; {|#1:return|}; } Monitor.Exit(_gate); }")]
    [InlineData("if (_n != 1) { _n = 3; } else { {|#1:return|}; } Monitor.Exit(_gate); }")]
    [InlineData("if (_n != 1) { _n = 3; } else if (_m == 2) {|#1:return|}; Monitor.Exit(_gate); }")]
    [InlineData("switch (_n) { case 1: {|#1:return|}; case 2: _m = 3; break; } Monitor.Exit(_gate); }")]
    [InlineData("while (true) { if (_n == 1) { {|#1:return|}; } if (_m == 2) { break; } } Monitor.Exit(_gate); }")]
    [InlineData("try { _n++; if (_n == 1) { {|#1:return|}; } } finally { _m++; } Monitor.Exit(_gate); }")]
    [InlineData("if (_n == 1) { goto end; } Monitor.Exit(_gate); return; end: {|#1:return|}; }")]
    [InlineData("if (_n == 1) { goto end; } Monitor.Exit(_gate); end: ; {|#1:}|}")]
    [InlineData("switch (_n) { case 1: goto end; } Monitor.Exit(_gate); end: ; {|#1:}|}")]
    [InlineData("if (_n == 1) { _m++; Monitor.Exit(_gate); } {|#1:}|}")]
    [InlineData("while (_n > 1) { if (_m > 2) { Monitor.Exit(_gate); return; } } {|#1:}|}")]
    public Task Tells_the_exit_of_a_void_member(string rest) => Verify.Rule<MM2001LockNotReleased>(
        $$"""
        class Shop
        {
            readonly object _gate = new();
            int _n, _m;
            public void Run()
            {
                {|#0:Monitor.Enter|}(_gate);
                {{rest}}
        }
        """,
        new DiagnosticResult(MM2001LockNotReleased.Descriptor).WithLocation(0).WithLocation(1).WithArguments("Shop.Run", "Shop._gate", "Test0.cs:8"));

    private static string Frame(string member) => $$"""
        class Shop
        {
            readonly object _gate = new();
            readonly Lock _lock = new();
            readonly SemaphoreSlim _slim = new(1, 1), _signal = new(0), _many = new(3);
            readonly ReaderWriterLockSlim _rw = new();
            readonly Mutex _mutex = new();
            {{member}}
            void Take() => Monitor.Enter(_gate);
            void Give() => Monitor.Exit(_gate);
            static bool Free => Environment.TickCount > 0;
            static string Name => "";
            static void Work(object o) { }
            [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new Exception();
        }
        sealed class Guard(object gate) : IDisposable { public void Dispose() => Monitor.Exit(gate); }
        """;
}
