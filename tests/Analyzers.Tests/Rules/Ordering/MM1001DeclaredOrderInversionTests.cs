using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1001DeclaredOrderInversionTests
{
    // Declared: _first before _second. The rule needs no member that keeps the order.
    [Theory]
    [InlineData("lock statements", "public void Run() { lock (_second) { lock ({|MM1001:_first|}) { } } }")]
    [InlineData("one call", "public void Run() { lock (_second) { {|MM1001:Take|}(); } }")]
    [InlineData("three calls", "public void Run() { lock (_second) { {|MM1001:One|}(); } } void One() => Two(); void Two() { if (Free) { Take(); } }")]
    [InlineData("an interface", "public void Run(ITaker taker) { lock (_second) { taker.{|MM1001:Take|}(); } }")]
    [InlineData("an override", "public void Run(Base taker) { lock (_second) { taker.{|MM1001:Take|}(); } }")]
    [InlineData("a getter", "public int Run() { lock (_second) { return {|MM1001:Value|}; } }")]
    [InlineData("a static helper", "public void Run() { lock (_second) { Tools.{|MM1001:Lock|}(_first); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { lock (_second) { lock ({|MM1001:_first|}) { yield return 1; } } }")]
    [InlineData("an async method", "public async Task Run() { await Task.Yield(); lock (_second) { {|MM1001:Take|}(); } }")]
    [InlineData("a lambda", "public Action Run() => () => { lock (_second) { lock ({|MM1001:_first|}) { } } };")]
    [InlineData("a local function", "public void Run() { lock (_second) { {|MM1001:Inner|}(); } void Inner() { lock (_first) { } } }")]
    [InlineData("try and finally", "public void Run() { Monitor.Enter(_second); try { {|MM1001:Monitor.Enter|}(_first); Monitor.Exit(_first); } finally { Monitor.Exit(_second); } }")]
    [InlineData("a loop", "public void Run() { lock (_second) { while (Free) { lock ({|MM1001:_first|}) { } } } }")]
    [InlineData("a switch", "public void Run(int n) { lock (_second) { switch (n) { case 1: lock ({|MM1001:_first|}) { } break; } } }")]
    [InlineData("another object", "public void Run(Shop other) { lock (_second) { lock ({|MM1001:other._first|}) { } } }")]
    [InlineData("each place of one member", "public void Run() { lock (_second) { lock ({|MM1001:_first|}) { } {|MM1001:Take|}(); } }")]
    public Task Reports_through(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1001DeclaredOrderInversion>(Frame(member));
    }

    [Theory]
    [InlineData("the declared order", "public void Run() { lock (_first) { lock (_second) { } } }")]
    [InlineData("one after the other", "public void Run() { lock (_second) { } lock (_first) { } }")]
    [InlineData("the lock given back before", "public void Run() { Monitor.Enter(_second); Monitor.Exit(_second); Take(); }")]
    [InlineData("a try", "public void Run() { lock (_second) { if (Monitor.TryEnter(_first)) { Monitor.Exit(_first); } } }")]
    [InlineData("a lambda made under the lock", "public Action Run() { lock (_second) { return () => Take(); } }")]
    [InlineData("a task started under the lock", "public Task Run() { lock (_second) { return Task.Run(Take); } }")]
    [InlineData("a local function only declared", "public Action Run() { lock (_second) { void Inner() => Take(); return Inner; } }")]
    [InlineData("an iterator that is not enumerated", "public IEnumerable<int> Run() { lock (_second) { return Each(); } } IEnumerable<int> Each() { Take(); yield return 1; }")]
    [InlineData("an async call that is not awaited", "public Task Run() { lock (_second) { return Later(); } } async Task Later() { await Task.Yield(); Take(); }")]
    [InlineData("a constructor's own locks", "public Shop() { lock (_second) { lock (_first) { } } }")]
    [InlineData("a fresh object", "public void Run() { var other = new Shop(); lock (other._second) { lock (other._first) { } } }")]
    [InlineData("a lock held already", "public void Run() { lock (_first) { lock (_second) { lock (_first) { } } } }")]
    [InlineData("a lock held already by all callers", "public void Run() { lock (_first) { Inner(); } } void Inner() { lock (_second) { lock (_first) { } } }")]
    [InlineData("locks without a declared order", "public void Run() { lock (_second) { lock (_free) { } } lock (_free) { lock (_first) { } } }")]
    [InlineData("an argument that says no", "public void Run() { lock (_second) { Maybe(false); } } void Maybe(bool take) { if (take) { Take(); } }")]
    [InlineData("an allowed pair", "[AllowLockOrder(\"_second\", \"_first\", Justification = \"Start-up.\")] public void Run() { lock (_second) { lock (_first) { } } }")]
    [InlineData("a half-typed body", "public void Run() { lock (_second) { lock (_first) { {|CS0103:missing|}(); } } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM1001DeclaredOrderInversion>(Frame(member));
    }

    [Theory]
    [InlineData("[LockOrder(After = nameof(_first))] readonly object _second = new(); readonly object _first = new();")]
    [InlineData("[LockClass(\"s.b\", Rank = 20)] readonly object _second = new(); [LockClass(\"s.a\", Rank = 10)] readonly object _first = new();")]
    [InlineData("[LockOrder(After = \"_middle\")] readonly object _second = new(); [LockOrder(After = \"_first\")] readonly object _middle = new(); readonly object _first = new();")]
    public Task Reports_whatever_way_the_order_is_declared(string fields) => Verify.Rule<MM1001DeclaredOrderInversion>($$"""
        using MmRuntime.Annotations;
        class Shop { {{fields}} public void Run() { lock (_second) { lock ({|MM1001:_first|}) { } } } }
        """);

    [Fact]
    public Task Reports_chains_across_types() => Verify.Rule<MM1001DeclaredOrderInversion>("""
        using MmRuntime.Annotations;
        [assembly: LockOrderChain("Orders._gate", "Stock._gate")]
        class Orders { readonly Lock _gate = new(); public void Touch() { using (_gate.EnterScope()) { } } }
        class Stock(Orders orders) { readonly Lock _gate = new(); public void Run() { using var scope = _gate.EnterScope(); orders.{|MM1001:Touch|}(); } }
        """);

    [Fact]
    public Task Reports_semaphores_and_readers() => Verify.Rule<MM1001DeclaredOrderInversion>("""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = nameof(_second))] readonly ReaderWriterLockSlim _first = new();
            readonly SemaphoreSlim _second = new(1, 1);
            public async Task Run() { await _second.WaitAsync(); {|MM1001:_first.EnterReadLock|}(); _first.ExitReadLock(); _second.Release(); }
        }
        """);

    [Fact]
    public Task Tells_the_place_the_way_and_the_declaration() => Verify.Rule<MM1001DeclaredOrderInversion>(
        """
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = nameof(_second))] readonly object _first = new();
            readonly object _second = new();
            public void Run()
            {
                lock ({|#1:_second|})
                {
                    {|#0:Take|}();
                }
            }

            void Take()
            {
                lock ({|#2:_first|}) { }
            }
        }
        """,
        new DiagnosticResult(MM1001DeclaredOrderInversion.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._second", "Test0.cs:8", "Shop._first", " via 'Shop.Take' (Test0.cs:16)", "'Shop._first' is before 'Shop._second'"));

    private static string Frame(string member) => $$"""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = nameof(_second))] internal readonly object _first = new();
            readonly object _second = new();
            readonly object _free = new();
            {{member}}
            void Take() { lock (_first) { } }
            int Value { get { lock (_first) { return 1; } } }
            static bool Free => Environment.TickCount > 0;
        }
        interface ITaker { void Take(); }
        abstract class Base { public abstract void Take(); }
        class Taker(Shop shop) : Base, ITaker { public override void Take() { lock (shop._first) { } } }
        static class Tools { public static void Lock(object gate) { lock (gate) { } } }
        """;
}
