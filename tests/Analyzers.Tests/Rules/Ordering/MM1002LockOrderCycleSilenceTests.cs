using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1002LockOrderCycleSilenceTests
{
    // Shop.Back takes _b, then _a; these members only seem to take them the other way round.
    [Theory]
    [InlineData("the same order", "public void Forth() { lock (_b) { lock (_a) { } } }")]
    [InlineData("one after the other", "public void Forth() { lock (_a) { } lock (_b) { } }")]
    [InlineData("a call after the lock", "public void Forth() { lock (_a) { } TakeB(); }")]
    [InlineData("the lock given back before", "public void Forth() { Monitor.Enter(_a); Monitor.Exit(_a); lock (_b) { } }")]
    [InlineData("the lock given back by a helper before", "public void Forth() { Monitor.Enter(_a); End(); lock (_b) { } } void End() { Monitor.Exit(_a); }")]
    [InlineData("a branch that cannot be", "public void Forth() { lock (_a) { if (false) { lock (_b) { } } } }")]
    [InlineData("two branches", "public void Forth() { if (Free) { lock (_a) { } } else { lock (_b) { } } }")]
    [InlineData("a flag that tells the branches apart", "public void Forth(bool first) { if (first) { Monitor.Enter(_a); } if (!first) { lock (_b) { } } if (first) { Monitor.Exit(_a); } }")]
    [InlineData("an argument that says no", "public void Forth() { lock (_a) { Maybe(false); } } void Maybe(bool take) { if (take) { lock (_b) { } } }")]
    [InlineData("a try", "public void Forth() { lock (_a) { if (Monitor.TryEnter(_b)) { Monitor.Exit(_b); } } }")]
    [InlineData("a time-out", "public void Forth() { lock (_a) { if (Monitor.TryEnter(_b, 100)) { Monitor.Exit(_b); } } }")]
    [InlineData("a try that failed", "public void Forth() { if (!Monitor.TryEnter(_a)) { lock (_b) { } return; } Monitor.Exit(_a); }")]
    [InlineData("a lambda made under the lock", "public Action Forth() { lock (_a) { return () => { lock (_b) { } }; } }")]
    [InlineData("a lambda handed to a task", "public Task Forth() { lock (_a) { return Task.Run(() => { lock (_b) { } }); } }")]
    [InlineData("a method group handed to a thread", "public void Forth() { lock (_a) { new Thread(TakeB).Start(); } }")]
    [InlineData("a local function only declared", "public Action Forth() { lock (_a) { void Inner() { lock (_b) { } } return Inner; } }")]
    [InlineData("a query that runs later", "public IEnumerable<int> Forth(int[] all) { lock (_a) { return all.Select(one => { lock (_b) { return one; } }); } }")]
    [InlineData("an iterator that is not enumerated", "public IEnumerable<int> Forth() { lock (_a) { return Each(); } } IEnumerable<int> Each() { lock (_b) { yield return 1; } }")]
    [InlineData("an async call that is not awaited", "public Task Forth() { lock (_a) { return Later(); } } async Task Later() { await Task.Yield(); lock (_b) { } }")]
    [InlineData("a constructor's own locks", "public Shop() { lock (_a) { lock (_b) { } } }")]
    [InlineData("a fresh object", "public void Forth() { var other = new Shop(); lock (other._a) { lock (other._b) { } } }")]
    [InlineData("a fresh object that is called", "public void Forth() { lock (_a) { new Shop().TakeB(); } }")]
    [InlineData("a fresh object that is handed on", "public void Forth() { lock (_a) { Lock(new object()); } } static void Lock(object gate) { lock (gate) { } }")]
    [InlineData("a lock held already", "public void Forth() { lock (_b) { lock (_a) { lock (_b) { } } } }")]
    [InlineData("a lock held already by all callers", "public void Forth() { lock (_b) { Inner(); } } void Inner() { lock (_a) { lock (_b) { } } }")]
    [InlineData("a parameter of unknown origin", "public void Forth(object any) { lock (_a) { lock (any) { } } }")]
    [InlineData("an unknown delegate", "public void Forth(Action run) { lock (_a) { run(); } }")]
    [InlineData("an unknown interface", "public void Forth(IDisposable any) { lock (_a) { any.Dispose(); } }")]
    [InlineData("an override that takes nothing", "public void Forth() { lock (_a) { new Calm().Take(); } }")]
    [InlineData("a new member that hides", "public void Forth(Hiding hiding) { lock (_a) { hiding.Take(); } }")]
    [InlineData("one of several implementations", "public void Forth(Base any) { lock (_a) { any.Take(); } }")]
    [InlineData("a helper that never returns", "public void Forth() { lock (_a) { Fail(); lock (_b) { } } }")]
    [InlineData("a name of the lock", "public string Forth() { lock (_a) { return nameof(_b) + typeof(Shop); } }")]
    [InlineData("a throw in between", "public void Forth() { lock (_a) { throw new InvalidOperationException(); } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Silent<MM1002LockOrderCycle>($$"""
            class Shop
            {
                internal readonly object _a = new(), _b = new();
                public void Back() { lock (_b) { lock (_a) { } } }
                {{member}}
                internal void TakeB() { lock (_b) { } }
                [System.Diagnostics.CodeAnalysis.DoesNotReturn] static void Fail() => throw new Exception();
                static bool Free => Environment.TickCount > 0;
            }
            class Base(Shop shop) { public virtual void Take() { lock (shop._b) { } } }
            class Calm() : Base(null) { public override void Take() { } }
            class Hiding() : Base(null) { public new void Take() { } }
            """);
    }

    [Theory]
    [InlineData("_g", "_h", false)]
    [InlineData("_g", "_g", true)]
    [InlineData("_g", "_given", true)]
    public Task Tells_two_objects_of_one_wrapper_apart(string outside, string inside, bool isReported) => Verify.Rule<MM1002LockOrderCycle>($$"""
        class Gate
        {
            readonly object _held = new();
            public void Enter() => Monitor.Enter(_held);
            public void Exit() => Monitor.Exit(_held);
        }
        class Shop(Gate given)
        {
            readonly Gate _g = new(), _h = new(), _given = given;
            readonly object _a = new();
            public void Forth() { {{outside}}.Enter(); lock ({{(isReported ? "{|MM1002:_a|}" : "_a")}}) { } {{outside}}.Exit(); }
            public void Back() { lock (_a) { {{inside}}.Enter(); {{inside}}.Exit(); } }
        }
        """);

    [Fact]
    public Task Silent_on_test_methods_which_run_one_by_one() => Verify.Silent<MM1002LockOrderCycle>("""
        class ShopTests
        {
            readonly object _a = new(), _b = new();
            [Fact] public void Forth() { lock (_a) { lock (_b) { } } }
            [Fact] public void Back() { lock (_b) { lock (_a) { } } }
        }
        class FactAttribute : Attribute;
        """);

    [Fact]
    public Task Silent_behind_a_common_gate() => Verify.Silent<MM1002LockOrderCycle>("""
        class Shop
        {
            static readonly object s_gate = new();
            readonly object _a = new(), _b = new();
            public void Forth() { lock (s_gate) { lock (_a) { lock (_b) { } } } }
            public void Back() { lock (s_gate) { Inner(); } }
            void Inner() { lock (_b) { lock (_a) { } } }
        }
        """);

    [Fact]
    public Task Silent_on_readers_of_locks_that_nobody_writes() => Verify.Silent<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly ReaderWriterLockSlim _a = new(), _b = new();
            public void Forth() { _a.EnterReadLock(); _b.EnterReadLock(); _b.ExitReadLock(); _a.ExitReadLock(); }
            public void Back() { _b.EnterReadLock(); _a.EnterReadLock(); _a.ExitReadLock(); _b.ExitReadLock(); }
        }
        """);

    [Fact]
    public Task Silent_on_instances_ordered_by_a_key() => Verify.Silent<MM1002LockOrderCycle>("""
        class Account(int id)
        {
            readonly object _gate = new();
            readonly int _id = id;
            public static void Move(Account from, Account to)
            {
                var first = from._id < to._id ? from : to;
                var second = from._id < to._id ? to : from;
                lock (first._gate) { lock (second._gate) { } }
            }
        }
        """);

    [Fact]
    public Task Silent_on_a_pair_that_is_allowed() => Verify.Silent<MM1002LockOrderCycle>("""
        using MmRuntime.Annotations;
        class Shop
        {
            readonly object _a = new(), _b = new();
            [AllowLockOrder("_a", "_b", Justification = "Forth runs before any other thread is started.")]
            public void Forth() { lock (_a) { lock (_b) { } } }
            public void Back() { lock (_b) { lock (_a) { } } }
        }
        """);

    [Fact]
    public Task Silent_on_semaphores_that_are_signals() => Verify.Silent<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly SemaphoreSlim _a = new(0), _b = new(2, 4);
            public void Forth() { _a.Wait(); _b.Wait(); _b.Release(); _a.Release(); }
            public void Back() { _b.Wait(); _a.Wait(); _a.Release(); _b.Release(); }
        }
        """);

    [Fact]
    public async Task Silent_in_a_program_that_starts_no_thread()
    {
        const string Source = """
            var shop = new Shop();
            shop.Forth();
            shop.Back();
            class Shop
            {
                readonly object _a = new(), _b = new();
                public void Forth() { lock (_a) { lock (_b) { } } }
                public void Back() { lock (_b) { lock (_a) { } } }
            }
            """;
        var single = new AnalysisInput(Source) { OutputKind = OutputKind.ConsoleApplication };
        var several = new AnalysisInput(Source.Replace("shop.Forth();", "new Thread(shop.Forth).Start();", StringComparison.Ordinal)) { OutputKind = OutputKind.ConsoleApplication };

        Assert.Empty(await Analysis.Run(new RuleHost<MM1002LockOrderCycle>(), single));
        Assert.Single(await Analysis.Run(new RuleHost<MM1002LockOrderCycle>(), several));
    }

    [Fact]
    public Task Silent_on_what_the_declared_order_forbids() => Verify.Silent<MM1002LockOrderCycle>("""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = nameof(_b))] readonly object _a = new();
            readonly object _b = new();
            public void Forth() { lock (_a) { lock (_b) { } } }
            public void Back() { lock (_b) { lock (_a) { } } }
        }
        """);
}
