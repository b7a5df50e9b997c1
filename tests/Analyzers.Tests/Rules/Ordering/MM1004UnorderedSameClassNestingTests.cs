using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1004UnorderedSameClassNestingTests
{
    [Theory]
    [InlineData("two parameters", "public static void Run(Account a, Account b) { lock (a._gate) { lock ({|MM1004:b._gate|}) { } } }")]
    [InlineData("receiver and parameter", "public void Run(Account other) { lock (_gate) { lock ({|MM1004:other._gate|}) { } } }")]
    [InlineData("parameter and receiver", "public void Run(Account other) { lock (other._gate) { lock ({|MM1004:_gate|}) { } } }")]
    [InlineData("the objects themselves", "public static void Run(Account a, Account b) { lock (a) { lock ({|MM1004:b|}) { } } }")]
    [InlineData("receiver and parameter themselves", "public void Run(Account other) { lock (this) { lock ({|MM1004:other|}) { } } }")]
    [InlineData("one call", "public void Run(Account other) { lock (_gate) { other.{|MM1004:Take|}(); } }")]
    [InlineData("three calls", "public void Run(Account other) { lock (_gate) { {|MM1004:One|}(other); } } void One(Account o) => Two(o); void Two(Account o) { o.Take(); }")]
    [InlineData("an interface", "public void Run(Account other) { lock (_gate) { ((ITaker)other).{|MM1004:Take|}(); } }")]
    [InlineData("a property", "public int Run(Account other) { lock (_gate) { return other.{|MM1004:Value|}; } }")]
    [InlineData("monitor calls", "public void Run(Account other) { Monitor.Enter(_gate); {|MM1004:Monitor.Enter|}(other._gate); Monitor.Exit(other._gate); Monitor.Exit(_gate); }")]
    [InlineData("semaphores across await", "public async Task Run(Account other) { await _turn.WaitAsync(); await {|MM1004:other._turn.WaitAsync|}(); other._turn.Release(); _turn.Release(); }")]
    [InlineData("write locks", "public void Run(Account other) { _rows.EnterWriteLock(); {|MM1004:other._rows.EnterWriteLock|}(); other._rows.ExitWriteLock(); _rows.ExitWriteLock(); }")]
    [InlineData("a reader and a writer", "public void Run(Account other) { _rows.EnterReadLock(); {|MM1004:other._rows.EnterWriteLock|}(); other._rows.ExitWriteLock(); _rows.ExitReadLock(); }")]
    [InlineData("synchronized methods", "[MethodImpl(MethodImplOptions.Synchronized)] public void Run(Account other) { other.{|MM1004:Locked|}(); } [MethodImpl(MethodImplOptions.Synchronized)] void Locked() { }")]
    [InlineData("an equality test only", "public void Run(Account other) { if (ReferenceEquals(this, other)) { return; } lock (_gate) { lock ({|MM1004:other._gate|}) { } } }")]
    [InlineData("a comparison with something else", "public void Run(Account other, int amount) { if (_balance < amount) { return; } lock (_gate) { lock ({|MM1004:other._gate|}) { } } }")]
    [InlineData("a cast parameter", "public override bool Equals(object obj) { if (obj is not Account) { return false; } var other = (Account)obj; lock (_gate) { lock ({|MM1004:other._gate|}) { return _balance == other._balance; } } } public override int GetHashCode() => 0;")]
    [InlineData("elements of an array", "static readonly Account[] s_all = new Account[8]; public static void Run(int from, int to) { lock (s_all[from]._gate) { lock ({|MM1004:s_all[to]._gate|}) { } } }")]
    [InlineData("locks of an array", "static readonly object[] s_stripes = new object[8]; public static void Run(int from, int to) { lock (s_stripes[from]) { lock ({|MM1004:s_stripes[to]|}) { } } }")]
    [InlineData("elements of a list", "readonly List<Account> _all = []; public void Run(int from, int to) { lock (_all[from]._gate) { lock ({|MM1004:_all[to]._gate|}) { } } }")]
    [InlineData("elements looked up", "readonly Dictionary<string, Account> _all = []; public void Run(string from, string to) { var a = _all[from]; var b = _all[to]; lock (a._gate) { lock ({|MM1004:b._gate|}) { } } }")]
    [InlineData("elements tried for", "readonly Dictionary<string, Account> _all = []; public void Run(string from, string to) { if (_all.TryGetValue(from, out var a) && _all.TryGetValue(to, out var b)) { lock (a._gate) { lock ({|MM1004:b._gate|}) { } } } }")]
    [InlineData("elements found by members of one order", "Account Find(int id) => this; public void Run(Order order) { var a = Find(order.From); var b = Find(order.To); lock (a) { lock ({|MM1004:b|}) { } } }")]
    [InlineData("stripes of hashes", "static readonly object[] s_stripes = new object[8]; public static void Run(string a, string b) { var i = a.GetHashCode() & 7; var j = b.GetHashCode() & 7; lock (s_stripes[i]) { lock ({|MM1004:s_stripes[j]|}) { } } }")]
    [InlineData("every element with every other", "public static void Run(List<Account> all) { foreach (var a in all) { foreach (var b in all) { lock (a._gate) { lock ({|MM1004:b._gate|}) { } } } } }")]
    [InlineData("a lambda", "public Action Run(Account a, Account b) => () => { lock (a._gate) { lock ({|MM1004:b._gate|}) { } } };")]
    [InlineData("an iterator", "public IEnumerable<int> Run(Account other) { lock (_gate) { lock ({|MM1004:other._gate|}) { yield return 1; } } }")]
    [InlineData("try and finally", "public void Run(Account other) { Monitor.Enter(_gate); try { lock ({|MM1004:other._gate|}) { } } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a private helper that is called with both", "public static void Run(Account a, Account b) => Both(a, b); static void Both(Account one, Account two) { lock (one._gate) { lock ({|MM1004:two._gate|}) { } } }")]
    [InlineData("a local function that is called with both", "public static void Run(Account a, Account b) { Both(a, b); void Both(Account one, Account two) { lock (one._gate) { lock ({|MM1004:two._gate|}) { } } } }")]
    [InlineData("a private helper of the receiver", "public void Run(Account other) => Both(other); void Both(Account two) { lock (_gate) { lock ({|MM1004:two._gate|}) { } } }")]
    public Task Reports(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(member));
    }

    [Theory]
    [InlineData("one after the other", "public void Run(Account other) { lock (_gate) { } lock (other._gate) { } }")]
    [InlineData("the same object", "public void Run() { lock (_gate) { lock (_gate) { } } }")]
    [InlineData("an alias of the same object", "public void Run(Account a) { var b = a; lock (a._gate) { lock (b._gate) { } } }")]
    [InlineData("a try", "public void Run(Account other) { lock (_gate) { if (Monitor.TryEnter(other._gate)) { Monitor.Exit(other._gate); } } }")]
    [InlineData("another class of lock", "public void Run(Account other) { lock (_gate) { lock (other._books) { } } }")]
    [InlineData("readers", "public void Run(Account other) { _rows.EnterReadLock(); other._rows.EnterReadLock(); other._rows.ExitReadLock(); _rows.ExitReadLock(); }")]
    [InlineData("a new object", "public void Run() { var other = new Account(); lock (_gate) { lock (other._gate) { } } }")]
    [InlineData("a gate around it", "static readonly object s_all = new(); public void Run(Account other) { lock (s_all) { lock (_gate) { lock (other._gate) { } } } }")]
    [InlineData("a gate around the call", "static readonly object s_all = new(); public void Run(Account other) { lock (s_all) { Both(other); } } void Both(Account other) { lock (_gate) { lock (other._gate) { } } }")]
    [InlineData("a lambda made under the lock", "public Action Run(Account other) { lock (_gate) { return () => { lock (other._gate) { } }; } }")]
    [InlineData("a task started under the lock", "public Task Run(Account other) { lock (_gate) { return Task.Run(other.Take); } }")]
    [InlineData("a constructor", "public Account(Account other) { lock (_gate) { lock (other._gate) { } } }")]
    [InlineData("parameters of different types", "public static void Run(Account a, Savings b) { lock (a._gate) { lock (b._gate) { } } }")]
    [InlineData("objects of unknown origin", "public static void Run(object a, object b) { lock (a) { lock (b) { } } }")]
    [InlineData("roots of collections", "public static void Run(System.Collections.ArrayList a, System.Collections.ArrayList b) { lock (a.SyncRoot) { lock (b.SyncRoot) { } } }")]
    [InlineData("two members of one object", "readonly Account _left = new(), _right = new(); public void Run() { lock (_left._gate) { lock (_right._gate) { } } }")]
    [InlineData("fixed elements", "readonly object[] _two = new object[2]; public void Run() { lock (_two[0]) { lock (_two[1]) { } } }")]
    [InlineData("neighbours of a loop", "readonly object[] _all = new object[8]; public void Run() { for (var i = 0; i < 7; i++) { var j = i + 1; lock (_all[i]) { lock (_all[j]) { } } } }")]
    [InlineData("a child that was made here", "Account _child = new(); public void Run() { lock (_gate) { lock (_child._gate) { } } }")]
    [InlineData("a parameter that becomes a child", "readonly List<Account> _children = []; public void Run(Account account) { lock (_gate) { lock (account._gate) { _children.Add(account); } } }")]
    [InlineData("a parameter that gets a parent", "Account _above; public void Run(Account account) { lock (_gate) { lock (account._gate) { account._above = this; } } }")]
    [InlineData("a parameter that is known to be a child", "Account _above; public void Run(Account account) { if (account._above != this) { throw new ArgumentException(); } lock (_gate) { lock (account._gate) { } } }")]
    [InlineData("a parameter that says that it is a child", "public void Run(Account child) { lock (_gate) { lock (child._gate) { } } }")]
    [InlineData("hand over hand", "Account _next = new(); public static void Run(Account first) { var node = first; Monitor.Enter(node._gate); while (node._next != null) { var next = node._next; Monitor.Enter(next._gate); Monitor.Exit(node._gate); node = next; } Monitor.Exit(node._gate); }")]
    [InlineData("a node and its next", "Account _next = new(); public static void Run(Account node) { lock (node._gate) { lock (node._next._gate) { } } }")]
    [InlineData("an object looked up and one that is made", "readonly Dictionary<int, Account> _all = []; static Account CreateFor(int id) => new(); public void Run(int a, int b) { var x = CreateFor(a); var y = CreateFor(b); lock (x) { lock (y) { } } }")]
    [InlineData("a private helper that nobody calls", "static void Both(Account one, Account two) { lock (one._gate) { lock (two._gate) { } } }")]
    [InlineData("a private helper of two fixed members", "readonly Account _left = new(), _right = new(); public void Run() => Both(_left, _right); static void Both(Account one, Account two) { lock (one._gate) { lock (two._gate) { } } }")]
    [InlineData("a program with one thread of tests", "[Xunit.Fact] public void Run() { var a = new Account(); var b = new Account(); lock (a._gate) { lock (b._gate) { } } }")]
    [InlineData("a half-typed body", "public void Run(Account other) { lock (_gate) { lock (other._gate) { {|CS0103:missing|}(); } } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(member));
    }

    [Fact]
    public Task Silent_about_both_orders_which_are_a_cycle() => Verify.AllRules(Frame("""
        public void Give(Account other) { lock (_gate) { lock ({|MM1002:{|MM1011:other._gate|}|}) { } } }
        public void Get(Account other) { lock (other._gate) { lock ({|MM1011:_gate|}) { } } }
        """));

    [Fact]
    public Task Reports_beside_another_body_that_keeps_the_order() => Verify.Rule<MM1004UnorderedSameClassNesting>(Frame("""
        public void Give(Account other) { lock (_gate) { lock ({|MM1004:other._gate|}) { } } }
        public void Get(Account other) { lock (_gate) { lock ({|MM1004:other._gate|}) { } } }
        """));

    [Theory]
    [InlineData("_gate.Enter(); other._gate.{|MM1004:Enter|}();")]
    [InlineData("_gate.EnterAs(0); other._gate.EnterAs(1);")]
    public Task A_lock_may_be_told_the_role_it_plays(string body) => Verify.Rule<MM1004UnorderedSameClassNesting>($$"""
        using MmRuntime.Annotations;
        class Gate
        {
            [Acquires("this")] public void Enter() { }
            [Acquires("this")] public void EnterAs([LockSubclass] int role) { }
            [Releases("this")] public void Exit() { }
        }
        class Node
        {
            readonly Gate _gate = new();
            public void Run(Node other) { {{body}} other._gate.Exit(); _gate.Exit(); }
        }
        """);

    [Fact]
    public Task Tells_both_objects_and_the_way() => Verify.Rule<MM1004UnorderedSameClassNesting>(
        """
        class Account
        {
            readonly object _gate = new();
            public static void Transfer(Account from, Account to)
            {
                lock ({|#1:from._gate|})
                {
                    to.{|#0:Deposit|}();
                }
            }

            void Deposit()
            {
                lock ({|#2:_gate|}) { }
            }
        }
        """,
        new DiagnosticResult(MM1004UnorderedSameClassNesting.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2)
            .WithArguments("Account.Transfer", "Account._gate", "from", "Test0.cs:6", "to", " via 'Account.Deposit' (Test0.cs:14)", ""));

    [Fact]
    public Task Names_objects_that_are_locked_themselves_by_their_type() => Verify.Message<MM1004UnorderedSameClassNesting>(
        """
        namespace Shop
        {
            class Account { public void Transfer(Account other) { lock (this) { lock ({|MM1004:other|}) { } } } }
        }
        """,
        "Unordered: 'Account.Transfer' holds 'Account' of 'this' since Test0.cs:3 and takes that of 'other'; a thread that comes with the two exchanged waits for this one, and this one for it");

    private static string Frame(string member) => $$"""
        using System.Runtime.CompilerServices;
        namespace Xunit { class FactAttribute : Attribute; }
        interface ITaker { void Take(); }
        record Order(int From, int To);
        sealed class Savings : Account;
        class Account : ITaker
        {
            internal readonly object _gate = new(), _books = new();
            readonly SemaphoreSlim _turn = new(1, 1);
            readonly ReaderWriterLockSlim _rows = new();
            int _balance;
            public Account() { }
            {{member}}
            public void Take() { lock (_gate) { _balance++; } }
            int Value { get { lock (_gate) { return _balance; } } }
        }
        """;
}
