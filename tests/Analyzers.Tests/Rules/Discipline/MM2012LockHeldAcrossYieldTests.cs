using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2012LockHeldAcrossYieldTests
{
    [Theory]
    [InlineData("a lock statement", "public IEnumerable<int> Run() { lock (_gate) { {|MM2012:yield|} return 1; } }")]
    [InlineData("a loop under a lock statement", "public IEnumerable<int> Run() { lock (_gate) { foreach (var one in _all) { {|MM2012:yield|} return one; } } }")]
    [InlineData("Enter and Exit", "public IEnumerable<int> Run() { Monitor.Enter(_gate); {|MM2012:yield|} return 1; Monitor.Exit(_gate); }")]
    [InlineData("a finally", "public IEnumerable<int> Run() { Monitor.Enter(_gate); try { {|MM2012:yield|} return 1; } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a reader", "public IEnumerable<int> Run() { _rw.EnterReadLock(); try { {|MM2012:yield|} return 1; } finally { _rw.ExitReadLock(); } }")]
    [InlineData("one branch", "public IEnumerable<int> Run() { if (Free) { Monitor.Enter(_gate); {|MM2012:yield|} return 1; Monitor.Exit(_gate); } yield return 2; }")]
    [InlineData("some paths", "public IEnumerable<int> Run(bool safe) { if (safe) { Monitor.Enter(_gate); } {|MM2012:yield|} return 1; if (safe) { Monitor.Exit(_gate); } }")]
    [InlineData("a wrapper", "public IEnumerable<int> Run() { Take(); try { {|MM2012:yield|} return 1; } finally { Give(); } }")]
    [InlineData("a wrapper through three calls", "public IEnumerable<int> Run() { One(); try { {|MM2012:yield|} return 1; } finally { Give(); } } void One() => Two(); void Two() => Take();")]
    [InlineData("an async iterator", "public async IAsyncEnumerable<int> Run() { await _slim.WaitAsync(); try { {|MM2012:yield|} return 1; } finally { _slim.Release(); } }")]
    [InlineData("an IEnumerator", "public IEnumerator<int> Run() { lock (_gate) { {|MM2012:yield|} return 1; } }")]
    [InlineData("a local function", "public IEnumerable<int> Run() { return Inner(); IEnumerable<int> Inner() { lock (_gate) { {|MM2012:yield|} return 1; } } }")]
    [InlineData("an accessor", "public IEnumerable<int> Run { get { lock (_gate) { {|MM2012:yield|} return 1; } } }")]
    [InlineData("two locks", "public IEnumerable<int> Run() { lock (_gate) { _slim.Wait(); {|MM2012:{|MM2012:yield|}|} return 1; _slim.Release(); } }")]
    public Task Reports(string how, string member)
    {
        Assert.NotEmpty(how);
        return Verify.Rule<MM2012LockHeldAcrossYield>(Frame(member));
    }

    [Theory]
    [InlineData("a copy taken under the lock", "public IEnumerable<int> Run() { int[] copy; lock (_gate) { copy = _all.ToArray(); } foreach (var one in copy) { yield return one; } }")]
    [InlineData("a lock for each element", "public IEnumerable<int> Run() { for (var i = 0; i < 9; i++) { int one; lock (_gate) { one = _all[i]; } yield return one; } }")]
    [InlineData("a release before", "public IEnumerable<int> Run() { Monitor.Enter(_gate); Monitor.Exit(_gate); yield return 1; }")]
    [InlineData("an acquisition after", "public IEnumerable<int> Run() { yield return 1; lock (_gate) { _all.Clear(); } }")]
    [InlineData("an end", "public IEnumerable<int> Run() { lock (_gate) { if (_all.Count == 0) { yield break; } } yield return 1; }")]
    [InlineData("an iterator made under a lock", "public IEnumerable<int> Run() { lock (_gate) { return Inner(); } IEnumerable<int> Inner() { yield return 1; } }")]
    [InlineData("a try that failed", "public IEnumerable<int> Run() { if (!Monitor.TryEnter(_gate)) { yield return 0; yield break; } Monitor.Exit(_gate); }")]
    [InlineData("the other branch", "public IEnumerable<int> Run(bool safe) { if (safe) { Monitor.Enter(_gate); } if (!safe) { yield return 1; } if (safe) { Monitor.Exit(_gate); } }")]
    [InlineData("a signal", "public IEnumerable<int> Run() { _signal.Wait(); yield return 1; _signal.Release(); }")]
    [InlineData("a wrapper that gives back", "public IEnumerable<int> Run() { Take(); Give(); yield return 1; }")]
    [InlineData("an await", "public async Task Run() { await _slim.WaitAsync(); try { await Task.Yield(); } finally { _slim.Release(); } }")]
    [InlineData("a plain return", "public IEnumerable<int> Run() { lock (_gate) { return _all.ToArray(); } }")]
    [InlineData("a half-typed body", "public IEnumerable<int> Run() { Monitor.Enter(_gate); yield return 1; {|CS0103:missing|}(); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2012LockHeldAcrossYield>(Frame(member));
    }

    [Fact]
    public Task Tells_the_acquisition_and_every_element() => Verify.Rule<MM2012LockHeldAcrossYield>(
        """
        class Shop
        {
            readonly object _gate = new();
            public IEnumerable<int> Run()
            {
                lock ({|#1:_gate|})
                {
                    {|#0:yield|} return 1;
                    {|#2:yield|} return 2;
                }
            }
        }
        """,
        new DiagnosticResult(MM2012LockHeldAcrossYield.Descriptor).WithLocation(0).WithLocation(1).WithLocation(2).WithArguments("Shop.Run", "Shop._gate", "Test0.cs:6"));

    private static string Frame(string member) => $$"""
        class Shop
        {
            readonly object _gate = new();
            readonly SemaphoreSlim _slim = new(1, 1), _signal = new(0);
            readonly ReaderWriterLockSlim _rw = new();
            readonly List<int> _all = [];
            {{member}}
            void Take() => Monitor.Enter(_gate);
            void Give() => Monitor.Exit(_gate);
            static bool Free => Environment.TickCount > 0;
        }
        """;
}
