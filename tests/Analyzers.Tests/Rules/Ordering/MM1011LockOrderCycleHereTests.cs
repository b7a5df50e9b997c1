using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1011LockOrderCycleHereTests
{
    [Theory]
    [InlineData("lock statements", "public void Forth() { lock (_a) { lock ({|MM1011:_b|}) { } } }")]
    [InlineData("one call", "public void Forth() { lock (_a) { {|MM1011:TakeB|}(); } }")]
    [InlineData("three calls", "public void Forth() { lock (_a) { {|MM1011:One|}(); } } void One() => Two(); void Two() { TakeB(); }")]
    [InlineData("a getter", "public int Forth() { lock (_a) { return {|MM1011:Value|}; } }")]
    [InlineData("a static helper", "public void Forth() { lock (_a) { {|MM1011:Take|}(_b); } } static void Take(object gate) { lock (gate) { } }")]
    [InlineData("an iterator", "public IEnumerable<int> Forth() { lock (_a) { lock ({|MM1011:_b|}) { yield return 1; } } }")]
    [InlineData("a lambda", "public Action Forth() => () => { lock (_a) { lock ({|MM1011:_b|}) { } } };")]
    [InlineData("a local function", "public void Forth() { lock (_a) { {|MM1011:Inner|}(); } void Inner() { lock (_b) { } } }")]
    [InlineData("try and finally", "public void Forth() { Monitor.Enter(_a); try { lock ({|MM1011:_b|}) { } } finally { Monitor.Exit(_a); } }")]
    [InlineData("an async method", "public async Task Forth() { await Task.Yield(); lock (_a) { lock ({|MM1011:_b|}) { } } }")]
    [InlineData("a switch in a loop", "public void Forth(int[] all) { lock (_a) { foreach (var one in all) { switch (one) { case 1: lock ({|MM1011:_b|}) { } break; } } } }")]
    public Task Reports_at_both_members(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1011LockOrderCycleHere>(Frame(member, "{|MM1011:_a|}"));
    }

    [Fact]
    public Task Reports_an_interface_in_another_type() => Verify.Rule<MM1011LockOrderCycleHere>("""
        interface ITaker { void Take(); }
        class Stock : ITaker
        {
            readonly object _gate = new();
            public void Take() { lock (_gate) { } }
            public void Run(Orders orders) { lock (_gate) { orders.{|MM1011:Touch|}(); } }
        }
        class Orders(ITaker stock)
        {
            readonly object _gate = new();
            public void Touch() { lock (_gate) { } }
            public void Run() { lock (_gate) { stock.{|MM1011:Take|}(); } }
        }
        """);

    [Fact]
    public Task Reports_an_override() => Verify.Rule<MM1011LockOrderCycleHere>("""
        abstract class Base { public abstract void Take(); }
        class Stock : Base
        {
            readonly object _gate = new();
            public override void Take() { lock (_gate) { } }
            public void Run(Orders orders) { lock (_gate) { orders.{|MM1011:Touch|}(); } }
        }
        class Orders(Base stock)
        {
            readonly object _gate = new();
            public void Touch() { lock (_gate) { } }
            public void Run() { lock (_gate) { stock.{|MM1011:Take|}(); } }
        }
        """);

    [Fact]
    public Task Reports_scopes() => Verify.Rule<MM1011LockOrderCycleHere>("""
        class Shop
        {
            readonly Lock _a = new(), _b = new();
            public void Forth() { using (_a.EnterScope()) { using ({|MM1011:_b.EnterScope|}()) { } } }
            public void Back() { using var first = _b.EnterScope(); using var second = {|MM1011:_a.EnterScope|}(); }
        }
        """);

    [Fact]
    public Task Reports_once_for_each_cycle_through_a_member() => Verify.Rule<MM1011LockOrderCycleHere>("""
        class Shop
        {
            readonly object _a = new(), _b = new(), _c = new();
            public void Forth() { lock (_a) { lock ({|MM1011:_b|}) { } lock ({|MM1011:_c|}) { } lock (_b) { } } }
            public void Back() { lock (_b) { lock ({|MM1011:_a|}) { } } }
            public void Around() { lock (_c) { lock ({|MM1011:_a|}) { } } }
        }
        """);

    [Fact]
    public Task Tells_the_other_member_from_the_view_of_this_one() => Verify.Rule<MM1011LockOrderCycleHere>(
        """
        class Shop
        {
            readonly object _a = new(), _b = new();
            public void Forth() { lock ({|#0:_a|}) { lock ({|#1:_b|}) { } } }
            public void Back() { lock ({|#2:_b|}) { lock ({|#3:_a|}) { } } }
        }
        """,
        new DiagnosticResult(MM1011LockOrderCycleHere.Descriptor)
            .WithLocation(1).WithLocation(0).WithLocation(1).WithLocation(2).WithLocation(3)
            .WithArguments("'Shop.Forth' holds 'Shop._a' (Test0.cs:4) and takes 'Shop._b' (Test0.cs:4), while 'Shop.Back' holds 'Shop._b' (Test0.cs:5) and takes 'Shop._a' (Test0.cs:5)"),
        new DiagnosticResult(MM1011LockOrderCycleHere.Descriptor)
            .WithLocation(3).WithLocation(2).WithLocation(3).WithLocation(0).WithLocation(1)
            .WithArguments("'Shop.Back' holds 'Shop._b' (Test0.cs:5) and takes 'Shop._a' (Test0.cs:5), while 'Shop.Forth' holds 'Shop._a' (Test0.cs:4) and takes 'Shop._b' (Test0.cs:4)"));

    [Theory]
    [InlineData("the same order", "public void Forth() { lock (_b) { lock (_a) { } } }")]
    [InlineData("one after the other", "public void Forth() { lock (_a) { } lock (_b) { } }")]
    [InlineData("a try", "public void Forth() { lock (_a) { if (Monitor.TryEnter(_b)) { Monitor.Exit(_b); } } }")]
    [InlineData("a lambda made under the lock", "public Action Forth() { lock (_a) { return () => { lock (_b) { } }; } }")]
    [InlineData("a task started under the lock", "public Task Forth() { lock (_a) { return Task.Run(TakeB); } }")]
    [InlineData("a local function only declared", "public Action Forth() { lock (_a) { void Inner() { lock (_b) { } } return Inner; } }")]
    [InlineData("an iterator that is not enumerated", "public IEnumerable<int> Forth() { lock (_a) { return Each(); } } IEnumerable<int> Each() { lock (_b) { yield return 1; } }")]
    [InlineData("an async call that is not awaited", "public Task Forth() { lock (_a) { return Later(); } } async Task Later() { await Task.Yield(); lock (_b) { } }")]
    [InlineData("a constructor's own locks", "public Shop() { lock (_a) { lock (_b) { } } }")]
    [InlineData("a fresh object", "public void Forth() { var other = new Shop(); lock (other._a) { lock (other._b) { } } }")]
    [InlineData("a lock held already", "public void Forth() { lock (_b) { lock (_a) { lock (_b) { } } } }")]
    [InlineData("a private method called with the lock held", "public void Forth() { lock (_b) { Inner(); } } void Inner() { lock (_a) { lock (_b) { } } }")]
    [InlineData("a parameter of unknown origin", "public void Forth(object any) { lock (_a) { lock (any) { } } }")]
    [InlineData("the lock given back before", "public void Forth() { Monitor.Enter(_a); Monitor.Exit(_a); lock (_b) { } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Silent<MM1011LockOrderCycleHere>(Frame(member, "_a"));
    }

    [Fact]
    public Task Silent_behind_a_gate() => Verify.Silent<MM1011LockOrderCycleHere>("""
        class Shop
        {
            static readonly object s_gate = new();
            readonly object _a = new(), _b = new();
            public void Forth() { lock (s_gate) { lock (_a) { lock (_b) { } } } }
            public void Back() { lock (s_gate) { lock (_b) { lock (_a) { } } } }
        }
        """);

    [Fact]
    public Task Silent_on_three_locks_which_only_a_build_sees() => Verify.Silent<MM1011LockOrderCycleHere>("""
        class Shop
        {
            readonly object _a = new(), _b = new(), _c = new();
            public void One() { lock (_a) { lock (_b) { } } }
            public void Two() { lock (_b) { lock (_c) { } } }
            public void Three() { lock (_c) { lock (_a) { } } }
        }
        """);

    [Fact]
    public Task Reports_nothing_of_half_typed_bodies() => Verify.Rule<MM1011LockOrderCycleHere>("""
        class Shop
        {
            readonly object _a = new(), _b = new();
            public void Forth() { lock (_a) { lock (_b) { {|CS0103:missing|}(); } } }
            public void Back() { lock (_b) { lock (_a) { } } }
        }
        """);

    private static string Frame(string member, string second) => $$"""
        class Shop
        {
            readonly object _a = new(), _b = new();
            public void Back() { lock (_b) { lock ({{second}}) { } } }
            {{member}}
            void TakeB() { lock (_b) { } }
            int Value { get { lock (_b) { return 1; } } }
        }
        """;
}
