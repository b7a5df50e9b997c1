using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2011ReleaseNotInFinallyTests
{
    [Theory]
    [InlineData("an own method", "public void Run() { {|MM2011:Monitor.Enter|}(_gate); Work(); Monitor.Exit(_gate); }")]
    [InlineData("a method of the framework", "public void Run(string text) { {|MM2011:Monitor.Enter|}(_gate); int.Parse(text); Monitor.Exit(_gate); }")]
    [InlineData("a delegate", "public void Run(Action action) { {|MM2011:Monitor.Enter|}(_gate); action(); Monitor.Exit(_gate); }")]
    [InlineData("an interface", "public void Run(IDisposable other) { {|MM2011:Monitor.Enter|}(_gate); other.Dispose(); Monitor.Exit(_gate); }")]
    [InlineData("a constructor", "public void Run() { {|MM2011:Monitor.Enter|}(_gate); _ = new Thrower(); Monitor.Exit(_gate); }")]
    [InlineData("an awaited call", "public async Task Run() { await {|MM2011:_slim.WaitAsync|}(); await Task.Delay(1); _slim.Release(); }")]
    [InlineData("a condition", "public void Run(Func<bool> ask) { {|MM2011:Monitor.Enter|}(_gate); if (ask()) { _n++; } Monitor.Exit(_gate); }")]
    [InlineData("a loop", "public void Run() { {|MM2011:Monitor.Enter|}(_gate); while (_n > 0) { Work(); } Monitor.Exit(_gate); }")]
    [InlineData("a try that catches something else", "public void Run() { {|MM2011:Monitor.Enter|}(_gate); try { Work(); } catch (FormatException) { _n++; } Monitor.Exit(_gate); }")]
    [InlineData("a catch around both", "public void Run() { try { {|MM2011:Monitor.Enter|}(_gate); Work(); Monitor.Exit(_gate); } catch (Exception) { _n++; } }")]
    [InlineData("a finally that does something else", "public void Run() { {|MM2011:Monitor.Enter|}(_gate); try { Work(); } finally { _n++; } Monitor.Exit(_gate); }")]
    [InlineData("a release in each branch", "public int Run() { {|MM2011:Monitor.Enter|}(_gate); Work(); if (_n > 0) { Monitor.Exit(_gate); return 1; } Monitor.Exit(_gate); return 0; }")]
    [InlineData("a try-acquire", "public void Run() { if ({|MM2011:Monitor.TryEnter|}(_gate)) { Work(); Monitor.Exit(_gate); } }")]
    [InlineData("a reader", "public void Run() { {|MM2011:_rw.EnterReadLock|}(); Work(); _rw.ExitReadLock(); }")]
    [InlineData("a mutex", "public void Run() { {|MM2011:_mutex.WaitOne|}(); Work(); _mutex.ReleaseMutex(); }")]
    [InlineData("a Lock", "public void Run() { {|MM2011:_lock.Enter|}(); Work(); _lock.Exit(); }")]
    [InlineData("wrappers", "public void Run() { {|MM2011:Take|}(); Work(); Give(); }")]
    [InlineData("a lambda", "public Action Run() => () => { {|MM2011:Monitor.Enter|}(_gate); Work(); Monitor.Exit(_gate); };")]
    [InlineData("a local function", "public void Run() { Inner(); void Inner() { {|MM2011:Monitor.Enter|}(_gate); Work(); Monitor.Exit(_gate); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { {|MM2011:Monitor.Enter|}(_gate); Work(); Monitor.Exit(_gate); yield return 1; }")]
    [InlineData("a setter", "int _p; public int Run { get => _p; set { {|MM2011:Monitor.Enter|}(_gate); Work(); _p = value; Monitor.Exit(_gate); } }")]
    public Task Reports_a_section_with(string call, string member)
    {
        Assert.NotEmpty(call);
        return Verify.Rule<MM2011ReleaseNotInFinally>(Frame(member));
    }

    [Theory]
    [InlineData("a finally", "public void Run() { Monitor.Enter(_gate); try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a finally that asks a flag", "public void Run() { var taken = false; try { Monitor.Enter(_gate, ref taken); Work(); } finally { if (taken) { Monitor.Exit(_gate); } } }")]
    [InlineData("a finally that calls a wrapper", "public void Run() { Monitor.Enter(_gate); try { Work(); } finally { Give(); } }")]
    [InlineData("a finally further out", "public void Run() { Monitor.Enter(_gate); try { try { Work(); } finally { _n++; } } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a lock statement", "public void Run() { lock (_gate) { Work(); } }")]
    [InlineData("a scope", "public void Run() { using (_lock.EnterScope()) { Work(); } }")]
    [InlineData("no call", "public void Run() { Monitor.Enter(_gate); _n++; Monitor.Exit(_gate); }")]
    [InlineData("calls outside", "public void Run() { Work(); Monitor.Enter(_gate); _n++; Monitor.Exit(_gate); Work(); }")]
    [InlineData("a call that does nothing that throws", "public void Run() { Monitor.Enter(_gate); Count(); Monitor.Exit(_gate); }")]
    [InlineData("a Pulse", "public void Run() { Monitor.Enter(_gate); _n++; Monitor.PulseAll(_gate); Monitor.Exit(_gate); }")]
    [InlineData("atomic operations", "public void Run() { Monitor.Enter(_gate); Interlocked.Increment(ref _n); Volatile.Write(ref _n, 0); Monitor.Exit(_gate); }")]
    [InlineData("a queue", "public void Run(Queue<int> queue) { Monitor.Enter(_gate); queue.Enqueue(1); Monitor.Exit(_gate); }")]
    [InlineData("a release in the catch", "public void Run() { Monitor.Enter(_gate); try { Work(); } catch { Monitor.Exit(_gate); throw; } Monitor.Exit(_gate); }")]
    [InlineData("a catch for everything", "public void Run() { Monitor.Enter(_gate); try { Work(); } catch (Exception) { _n++; } Monitor.Exit(_gate); }")]
    [InlineData("the lock dropped for the call", "public void Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); Work(); Monitor.Enter(_gate); _n++; Monitor.Exit(_gate); }")]
    [InlineData("the lock dropped inside a finally's try", "public void Run() { Monitor.Enter(_gate); try { Work(); Monitor.Exit(_gate); Work(); Monitor.Enter(_gate); Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("an Enter method", "public void Run() { Monitor.Enter(_gate); Work(); }")]
    [InlineData("an Exit method", "public void Run() { Work(); Monitor.Exit(_gate); }")]
    [InlineData("a leak, which is more", "public void Run() { Monitor.Enter(_gate); Work(); if (_n > 0) { return; } Monitor.Exit(_gate); }")]
    [InlineData("an ignored outcome, which is more", "public void Run() { Monitor.TryEnter(_gate); Work(); Monitor.Exit(_gate); }")]
    [InlineData("the caller's lock, given back for a call", "public async Task Run() { try { _slim.Release(); await Task.Yield(); } finally { await _slim.WaitAsync(); } Work(); _slim.Release(); Work(); await _slim.WaitAsync(); }")]
    [InlineData("the caller's lock, given back by a wrapper", "public void Run() { Give(); Work(); Take(); Work(); Give(); Take(); }")]
    [InlineData("an awaited acquisition, configured", "public async Task Run() { await _slim.WaitAsync().ConfigureAwait(false); _n++; _slim.Release(); }")]
    [InlineData("a second acquisition, which is more", "public void Run() { _slim.Wait(); try { _slim.Wait(); Work(); _slim.Release(); } finally { _slim.Release(); } }")]
    [InlineData("a signal", "public void Run() { _signal.Wait(); Work(); _signal.Release(); }")]
    [InlineData("a call in a lambda", "public Action Run() { Monitor.Enter(_gate); Action a = () => Work(); Monitor.Exit(_gate); return a; }")]
    [InlineData("a half-typed body", "public void Run() { Monitor.Enter(_gate); Work(); {|CS0103:missing|}(); Monitor.Exit(_gate); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2011ReleaseNotInFinally>(Frame(member));
    }

    [Fact]
    public Task Tells_the_call_and_the_release() => Verify.Rule<MM2011ReleaseNotInFinally>(
        """
        class Shop
        {
            readonly object _gate = new();
            public void Run(string text)
            {
                {|#0:Monitor.Enter|}(_gate);
                int.{|#1:Parse|}(text);
                {|#2:Monitor.Exit|}(_gate);
            }
        }
        """,
        new DiagnosticResult(MM2011ReleaseNotInFinally.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._gate", "Test0.cs:8", "Parse", "Test0.cs:7"));

    [Fact]
    public Task Tells_the_call_and_not_how_it_is_awaited() => Verify.Message<MM2011ReleaseNotInFinally>(
        """
        class Shop
        {
            readonly SemaphoreSlim _gate = new(1, 1);
            public async Task Run()
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                await Sell().ConfigureAwait(false);
                _gate.Release();
            }
            static async Task Sell() => await Task.Delay(1);
        }
        """,
        "'Shop.Run' takes 'Shop._gate' and releases it at Test0.cs:8, but not if 'Sell' (Test0.cs:7) throws");

    private static string Frame(string member) => $$"""
        class Thrower { public Thrower() { if (Environment.TickCount > 0) throw new Exception(); } }
        class Shop
        {
            readonly object _gate = new();
            readonly Lock _lock = new();
            readonly SemaphoreSlim _slim = new(1, 1), _signal = new(0);
            readonly ReaderWriterLockSlim _rw = new();
            readonly Mutex _mutex = new();
            int _n;
            {{member}}
            void Take() => Monitor.Enter(_gate);
            void Give() => Monitor.Exit(_gate);
            void Count() { _n++; }
            static void Work() => Console.WriteLine(int.Parse("1"));
        }
        """;
}
