using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1002LockOrderCycleTests
{
    [Theory]
    [InlineData("lock statements", "public void Forth() { lock (_a) { lock ({|MM1002:_b|}) { } } }")]
    [InlineData("one call", "public void Forth() { lock (_a) { {|MM1002:TakeB|}(); } }")]
    [InlineData("three calls", "public void Forth() { lock (_a) { {|MM1002:One|}(); } } void One() => Two(); void Two() { if (Free) { TakeB(); } }")]
    [InlineData("a call on another object", "public void Forth(Shop other) { lock (_a) { other.{|MM1002:TakeB|}(); } }")]
    [InlineData("a conditional call", "public void Forth(Shop other) { lock (_a) { other?.{|MM1002:TakeB|}(); } }")]
    [InlineData("an interface", "public void Forth(ITaker taker) { lock (_a) { taker.{|MM1002:Take|}(); } }")]
    [InlineData("an explicit implementation", "public void Forth(IExplicit taker) { lock (_a) { taker.{|MM1002:Take|}(); } }")]
    [InlineData("an override", "public void Forth(Base taker) { lock (_a) { taker.{|MM1002:Take|}(); } }")]
    [InlineData("the base call of an override", "public void Forth(Calm taker) { lock (_a) { taker.{|MM1002:Inherited|}(); } }")]
    [InlineData("a getter", "public int Forth() { lock (_a) { return {|MM1002:Value|}; } }")]
    [InlineData("the getter of another object", "public int Forth(Shop other) { lock (_a) { return other.{|MM1002:Value|}; } }")]
    [InlineData("a setter", "public void Forth() { lock (_a) { {|MM1002:Value|} = 1; } }")]
    [InlineData("a compound assignment", "public void Forth() { lock (_a) { {|MM1002:Value|} += 1; } }")]
    [InlineData("an indexer", "public int Forth() { lock (_a) { return {|MM1002:this|}[1]; } }")]
    [InlineData("an operator", "public Shop Forth(Shop other) { lock (_a) { return this {|MM1002:+|} other; } }")]
    [InlineData("a compound operator", "public Shop Forth(Shop other) { lock (_a) { var one = this; one {|MM1002:+=|} other; return one; } }")]
    [InlineData("the accessor of an event", "public void Forth(Shop other, Action run) { lock (_a) { other.{|MM1002:Taken|} += run; } } event Action Taken { add { lock (_b) { } } remove { } }")]
    [InlineData("a static helper with the lock as its argument", "public void Forth() { lock (_a) { Tools.{|MM1002:Lock|}(_b); } }")]
    [InlineData("an extension method", "public void Forth() { lock (_a) { this.{|MM1002:Extended|}(); } }")]
    [InlineData("a generic method", "public void Forth() { lock (_a) { {|MM1002:Generic<int>|}(1); } }")]
    [InlineData("a local function", "public void Forth() { lock (_a) { {|MM1002:Inner|}(); } void Inner() { lock (_b) { } } }")]
    [InlineData("a constructor of another type", "public object Forth() { lock (_a) { return {|MM1002:new|} Late(this); } }")]
    public Task Reports_the_second_lock_taken_through(string way, string member) => Way(way, member);

    [Theory]
    [InlineData("an iterator", "public IEnumerable<int> Forth() { lock (_a) { lock ({|MM1002:_b|}) { yield return 1; } } }")]
    [InlineData("a lambda", "public Action Forth() => () => { lock (_a) { lock ({|MM1002:_b|}) { } } };")]
    [InlineData("a local function", "public void Forth() { Inner(); void Inner() { lock (_a) { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("try and finally", "public void Forth() { Monitor.Enter(_a); try { {|MM1002:Monitor.Enter|}(_b); Monitor.Exit(_b); } finally { Monitor.Exit(_a); } }")]
    [InlineData("a catch", "public void Forth() { lock (_a) { try { Work(); } catch (Exception) { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("a finally", "public void Forth() { lock (_a) { try { Work(); } finally { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("a loop", "public void Forth() { lock (_a) { while (Free) { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("a foreach", "public void Forth(int[] all) { lock (_a) { foreach (var one in all) { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("a switch", "public void Forth(int n) { lock (_a) { switch (n) { case 1: break; default: lock ({|MM1002:_b|}) { } break; } } }")]
    [InlineData("a switch expression", "public int Forth(int n) { lock (_a) { return n switch { 1 => 0, _ => {|MM1002:Value|} }; } }")]
    [InlineData("the right of a null test", "public string Forth() { lock (_a) { return Name ?? {|MM1002:Value|}.ToString(); } }")]
    [InlineData("the member of a null test", "public void Forth(Shop other) { lock (_a) { other?.{|MM1002:TakeB|}(); } }")]
    [InlineData("the right of an and", "public bool Forth() { lock (_a) { return Free && {|MM1002:Value|} > 0; } }")]
    [InlineData("a goto", "public void Forth() { lock (_a) { if (Free) { goto end; } Work(); end: lock ({|MM1002:_b|}) { } } }")]
    [InlineData("a disposed resource", "public void Forth() { lock (_a) { using (Open()) { lock ({|MM1002:_b|}) { } } } }")]
    [InlineData("a getter", "public int Forth { get { lock (_a) { lock ({|MM1002:_b|}) { return 1; } } } }")]
    [InlineData("an event accessor", "public event Action Forth { add { lock (_a) { lock ({|MM1002:_b|}) { } } } remove { } }")]
    [InlineData("a finaliser", "~Shop() { lock (_a) { lock ({|MM1002:_b|}) { } } }")]
    [InlineData("an async method", "public async Task Forth() { await Task.Yield(); lock (_a) { lock ({|MM1002:_b|}) { } } }")]
    [InlineData("hand over hand", "public void Forth() { Monitor.Enter(_a); {|MM1002:Monitor.Enter|}(_b); Monitor.Exit(_a); Monitor.Exit(_b); }")]
    [InlineData("an alias", "public void Forth() { var first = _a; var second = _b; lock (first) { lock ({|MM1002:second|}) { } } }")]
    [InlineData("a property that hands the lock out", "public void Forth() { lock (A) { lock ({|MM1002:_b|}) { } } } object A => _a;")]
    [InlineData("a lock left held by a helper", "public void Forth() { Begin(); lock ({|MM1002:_b|}) { } Monitor.Exit(_a); } void Begin() { Monitor.Enter(_a); }")]
    [InlineData("an infinite time-out", "public void Forth() { lock (_a) { if ({|MM1002:Monitor.TryEnter|}(_b, Timeout.Infinite)) { Monitor.Exit(_b); } } }")]
    [InlineData("a lock only tried before", "public void Forth() { if (Monitor.TryEnter(_a)) { lock ({|MM1002:_b|}) { } Monitor.Exit(_a); } }")]
    public Task Reports_both_locks_in(string place, string member) => Way(place, member);

    [Theory]
    [InlineData("Lock", "using (_a.EnterScope())", "using ({|MM1002:_b.EnterScope|}())", "using (_b.EnterScope())", "using (_a.EnterScope())")]
    [InlineData("Lock", "lock (_a)", "lock ({|MM1002:_b|})", "using (_b.EnterScope())", "lock (_a)")]
    [InlineData("object", "lock (this._a)", "lock ({|MM1002:_b|})", "lock ((_b))", "lock ((object)_a)")]
    public Task Reports_statements_that_hold_a_lock(string type, string takeA, string thenB, string takeB, string thenA) => Verify.Rule<MM1002LockOrderCycle>($$"""
        class Shop
        {
            readonly {{type}} _a = new(), _b = new();
            public void Forth() { {{takeA}} { {{thenB}} { } } }
            public void Back() { {{takeB}} { {{thenA}} { } } }
        }
        """);

    [Fact]
    public Task Reports_using_declarations() => Verify.Rule<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly Lock _a = new(), _b = new();
            public void Forth() { using var first = _a.EnterScope(); using var second = {|MM1002:_b.EnterScope|}(); }
            public void Back() { using var first = _b.EnterScope(); using var second = _a.EnterScope(); }
        }
        """);

    [Fact]
    public Task Reports_semaphores_awaited_across_async_calls() => Verify.Rule<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly SemaphoreSlim _a = new(1, 1), _b = new(1, 1);
            public async Task Forth() { await _a.WaitAsync(); try { await {|MM1002:TakeB|}(); } finally { _a.Release(); } }
            public async Task Back() { await _b.WaitAsync().ConfigureAwait(false); await _a.WaitAsync(); _a.Release(); _b.Release(); }
            async Task TakeB() { await _b.WaitAsync(); try { await Task.Yield(); } finally { _b.Release(); } }
        }
        """);

    [Fact]
    public Task Reports_a_writer_against_a_reader() => Verify.Rule<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly ReaderWriterLockSlim _a = new(), _b = new();
            public void Forth() { _a.EnterReadLock(); {|MM1002:_b.EnterWriteLock|}(); _b.ExitWriteLock(); _a.ExitReadLock(); }
            public void Back() { _b.EnterReadLock(); _a.EnterWriteLock(); _a.ExitWriteLock(); _b.ExitReadLock(); }
        }
        """);

    [Fact]
    public Task Reports_three_locks_of_three_types() => Verify.Rule<MM1002LockOrderCycle>("""
        class A { public readonly object Gate = new(); public void Run(B b) { lock (Gate) { b.{|MM1002:Touch|}(); } } }
        class B { public readonly object Gate = new(); public void Touch() { lock (Gate) { } } public void Run(C c) { lock (Gate) { c.Touch(); } } }
        class C { public readonly object Gate = new(); public void Touch() { lock (Gate) { } } public void Run(A a) { lock (Gate) { lock (a.Gate) { } } } }
        """);

    [Fact]
    public Task Reports_instances_of_one_class_taken_both_ways() => Verify.Rule<MM1002LockOrderCycle>("""
        class Node
        {
            readonly object _gate = new();
            public void Merge(Node other) { lock (_gate) { lock ({|MM1002:other._gate|}) { } } }
            public void Move(Node other) { lock (other._gate) { lock (_gate) { } } }
        }
        """);

    [Fact]
    public Task Reports_locks_of_a_generic_type() => Verify.Rule<MM1002LockOrderCycle>("""
        class Shop<T>
        {
            readonly object _a = new(), _b = new();
            public void Forth(Shop<int> other) { lock (_a) { lock ({|MM1002:_b|}) { } } }
            public void Back(Shop<string> other) { lock (other._b) { lock (other._a) { } } }
        }
        """);

    [Fact]
    public Task Tells_both_threads_and_every_step_of_them() => Verify.Rule<MM1002LockOrderCycle>(
        """
        class Shop
        {
            readonly object _a = new(), _b = new();
            public void Forth()
            {
                lock ({|#1:_a|})
                {
                    {|#0:TakeB|}();
                }
            }

            public void Back()
            {
                lock ({|#3:_b|})
                {
                    lock ({|#4:_a|}) { }
                }
            }

            void TakeB()
            {
                lock ({|#2:_b|}) { }
            }
        }
        """,
        new DiagnosticResult(MM1002LockOrderCycle.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2).WithLocation(3).WithLocation(4)
            .WithArguments("'Shop.Forth' holds 'Shop._a' (Test0.cs:6) and takes 'Shop._b' via 'Shop.TakeB' (Test0.cs:22), while 'Shop.Back' holds 'Shop._b' (Test0.cs:14) and takes 'Shop._a' (Test0.cs:16)"));

    [Fact]
    public Task Reports_nothing_of_half_typed_bodies() => Verify.Rule<MM1002LockOrderCycle>("""
        class Shop
        {
            readonly object _a = new(), _b = new();
            public void Forth() { lock (_a) { lock (_b) { {|CS0103:missing|}(); } } }
            public void Back() { lock (_b) { lock (_a) { } } }
        }
        """);

    [Theory]
    [InlineData("class Shop { object _a = new(), _b = new(); void Forth() { lock (_a) { lock (_b) { } } } void Back() { lock (_b) { lock (_a")]
    [InlineData("class Shop { object _a = new(), _b = new(); void Forth() { lock (_a) { lock (_b) { } } } void Back() { lock (_b) { lock () { } } } }")]
    [InlineData("class Shop { object _a = new(), _b = new(); void Forth() { lock (_a) { lock (_b) { } } } void Back() { lock (_b) { lock (_a) { } } return 1 + ; } }")]
    [InlineData("class Shop : Shop { object _a = new(), _a = new(); void Forth() { lock (_a) { Forth(); } } void Forth() { lock } }")]
    public async Task Survives(string source) =>
        Assert.Empty(await Analysis.Run(new RuleHost<MM1002LockOrderCycle>(), new AnalysisInput(source) { MayNotCompile = true }));

    private static Task Way(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1002LockOrderCycle>(Frame(member));
    }

    internal static string Frame(string member) => $$"""
        class Shop
        {
            internal readonly object _a = new(), _b = new();
            public void Back() { lock (_b) { lock (_a) { } } }
            {{member}}
            internal void TakeB() { lock (_b) { } }
            int Value { get { lock (_b) { return 1; } } set { lock (_b) { } } }
            int this[int i] { get { lock (_b) { return i; } } }
            public static Shop operator +(Shop left, Shop right) { lock (left._b) { return right; } }
            void Generic<T>(T value) { lock (_b) { } }
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
            static IDisposable Open() => null;
            static string Name => null;
        }
        interface ITaker { void Take(); }
        interface IExplicit { void Take(); }
        abstract class Base { public abstract void Take(); }
        class Taker(Shop shop) : Base, ITaker, IExplicit
        {
            public override void Take() { lock (shop._b) { } }
            void ITaker.Take() => Take();
            void IExplicit.Take() { lock (shop._b) { } }
        }
        class Older { public Shop Shop; public virtual void Inherited() { lock (Shop._b) { } } }
        sealed class Calm : Older { public override void Inherited() => base.Inherited(); }
        class Late { public Late(Shop shop) { lock (shop._b) { } } }
        static class Tools
        {
            public static void Lock(object gate) { lock (gate) { } }
            public static void Extended(this Shop shop) { lock (shop._b) { } }
        }
        """;
}
