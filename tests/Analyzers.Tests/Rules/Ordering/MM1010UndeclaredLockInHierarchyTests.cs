using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1010UndeclaredLockInHierarchyTests
{
    // Declared: _first before _second. Of _free nothing is said.
    [Theory]
    [InlineData("the outer lock", "public void Run() { lock (_first) { lock ({|MM1010:_free|}) { } } }")]
    [InlineData("the inner lock", "public void Run() { lock (_second) { lock ({|MM1010:_free|}) { } } }")]
    [InlineData("both locks, once", "public void Run() { lock (_first) { lock (_second) { lock ({|MM1010:_free|}) { } } } }")]
    [InlineData("one call", "public void Run() { lock (_first) { {|MM1010:Take|}(); } }")]
    [InlineData("three calls", "public void Run() { lock (_first) { {|MM1010:One|}(); } } void One() => Two(); void Two() { if (Is) { Take(); } }")]
    [InlineData("an interface", "public void Run(ITaker taker) { lock (_first) { taker.{|MM1010:Take|}(); } }")]
    [InlineData("a getter", "public int Run() { lock (_first) { return {|MM1010:Value|}; } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run() { lock (_first) { lock ({|MM1010:_free|}) { yield return 1; } } }")]
    [InlineData("an async method", "public async Task Run() { await Task.Yield(); lock (_first) { {|MM1010:Take|}(); } }")]
    [InlineData("a lambda", "public Action Run() => () => { lock (_first) { lock ({|MM1010:_free|}) { } } };")]
    [InlineData("a local function", "public void Run() { lock (_first) { {|MM1010:Inner|}(); } void Inner() { lock (_free) { } } }")]
    [InlineData("try and finally", "public void Run() { Monitor.Enter(_first); try { {|MM1010:Monitor.Enter|}(_free); Monitor.Exit(_free); } finally { Monitor.Exit(_first); } }")]
    [InlineData("a lock of another type", "public void Run(Other other) { lock (_first) { lock ({|MM1010:other.Gate|}) { } } }")]
    [InlineData("a semaphore", "public void Run() { lock (_first) { {|MM1010:_turn.Wait|}(); _turn.Release(); } }")]
    [InlineData("each undeclared lock", "public void Run() { lock (_first) { lock ({|MM1010:_free|}) { lock ({|MM1010:_rest|}) { } } } }")]
    public Task Reports_inside(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1010UndeclaredLockInHierarchy>(Frame(member));
    }

    [Theory]
    [InlineData("the declared order", "public void Run() { lock (_first) { lock (_second) { } } }")]
    [InlineData("an undeclared lock around a declared one", "public void Run() { lock (_free) { lock (_first) { } } }")]
    [InlineData("undeclared locks alone", "public void Run() { lock (_free) { lock (_rest) { } } }")]
    [InlineData("one after the other", "public void Run() { lock (_first) { } lock (_free) { } }")]
    [InlineData("the lock given back before", "public void Run() { Monitor.Enter(_first); Monitor.Exit(_first); Take(); }")]
    [InlineData("a try", "public void Run() { lock (_first) { if (Monitor.TryEnter(_free)) { Monitor.Exit(_free); } } }")]
    [InlineData("a lambda made under the lock", "public Action Run() { lock (_first) { return () => Take(); } }")]
    [InlineData("a task started under the lock", "public Task Run() { lock (_first) { return Task.Run(Take); } }")]
    [InlineData("an iterator that is not enumerated", "public IEnumerable<int> Run() { lock (_first) { return Each(); } } IEnumerable<int> Each() { Take(); yield return 1; }")]
    [InlineData("a constructor's own locks", "public Shop() { lock (_first) { lock (_free) { } } }")]
    [InlineData("a new object", "public void Run() { var other = new Other(); lock (_first) { lock (other.Gate) { } } }")]
    [InlineData("a lock held already", "public void Run() { lock (_free) { lock (_first) { lock (_free) { } } } }")]
    [InlineData("a lock held already by all callers", "public void Run() { lock (_free) { Inner(); } } void Inner() { lock (_first) { lock (_free) { } } }")]
    [InlineData("a lock of which nothing is known", "public void Run(object other) { lock (_first) { lock (other) { } } }")]
    [InlineData("an allowed pair", "[AllowLockOrder(\"_first\", \"_free\", Justification = \"A leaf.\")] public void Run() { lock (_first) { lock (_free) { } } }")]
    [InlineData("a lock with a rank of its own", "[LockClass(\"leaf\", Rank = 99)] readonly object _leaf = new(); public void Run() { lock (_first) { lock (_leaf) { } } }")]
    [InlineData("a half-typed body", "public void Run() { lock (_first) { lock (_free) { {|CS0103:missing|}(); } } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM1010UndeclaredLockInHierarchy>(Frame(member));
    }

    [Fact]
    public Task Silent_where_nothing_is_declared() => Verify.Silent<MM1010UndeclaredLockInHierarchy>("""
        class Shop { readonly object _first = new(), _free = new(); public void Run() { lock (_first) { lock (_free) { } } } }
        """);

    [Theory]
    [InlineData("[LockClass(\"s.b\")] readonly object _free = new(); [LockClass(\"s.a\", Rank = 10)] readonly object _first = new(); [LockClass(\"s.c\", Rank = 20)] readonly object _last = new();")]
    [InlineData("readonly object _free = new(); [LockOrder(After = nameof(_last))] readonly object _first = new(); readonly object _last = new();")]
    public Task Reports_whatever_way_the_order_is_declared(string fields) => Verify.AllRules($$"""
        using MmRuntime.Annotations;
        class Shop { {{fields}} public void Run() { lock (_first) { lock ({|MM1010:_free|}) { } } } public void End() { lock (_last) { } } }
        """);

    [Fact]
    public Task Reports_inside_chains_across_types() => Verify.AllRules("""
        using MmRuntime.Annotations;
        [assembly: LockOrderChain("Orders._gate", "Stock._gate")]
        class Orders { readonly Lock _gate = new(); public void Touch(Stock stock, Log log) { using (_gate.EnterScope()) { stock.Touch(); log.{|MM1010:Touch|}(); } } }
        class Stock { readonly Lock _gate = new(); public void Touch() { using (_gate.EnterScope()) { } } }
        class Log { readonly Lock _gate = new(); public void Touch() { using (_gate.EnterScope()) { } } }
        """);

    [Fact]
    public Task Leaves_a_circle_to_the_rule_about_circles() => Verify.AllRules(Frame("""
        public void Run() { lock (_first) { lock ({|MM1002:{|MM1011:_free|}|}) { } } }
        public void Back() { lock (_free) { lock ({|MM1011:_first|}) { } } }
        """));

    [Fact]
    public Task Leaves_a_second_acquisition_to_the_rule_about_those() => Verify.AllRules(Frame("""
        public void Run() { lock (_first) { {|MM1010:_turn.Wait|}(); {|MM1003:_turn.Wait|}(); _turn.Release(); _turn.Release(); } }
        """));

    [Fact]
    public Task Tells_both_locks_and_the_way() => Verify.Rule<MM1010UndeclaredLockInHierarchy>(
        """
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = nameof(_second))] readonly object _first = new();
            readonly object _second = new(), _free = new();
            public void Run()
            {
                lock ({|#1:_first|})
                {
                    {|#0:Take|}();
                }
            }
            public void Look() { lock (_second) { } }
            void Take()
            {
                lock ({|#2:_free|}) { }
            }
        }
        """,
        new DiagnosticResult(MM1010UndeclaredLockInHierarchy.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._first", "Test0.cs:8", "Shop._free", " via 'Shop.Take' (Test0.cs:16)"));

    private static string Frame(string member) => $$"""
        using MmRuntime.Annotations;
        interface ITaker { void Take(); }
        class Other { public readonly object Gate = new(); }
        class Shop : ITaker
        {
            [LockOrder(Before = nameof(_second))] readonly object _first = new();
            readonly object _second = new(), _free = new(), _rest = new();
            readonly SemaphoreSlim _turn = new(1, 1);
            {{member}}
            public bool Is { get; set; }
            public int Value { get { lock (_free) { return 1; } } }
            public void Take() { lock (_free) { } }
            public void Others() { lock (_rest) { } _turn.Wait(); _turn.Release(); lock (_second) { } }
        }
        """;
}
