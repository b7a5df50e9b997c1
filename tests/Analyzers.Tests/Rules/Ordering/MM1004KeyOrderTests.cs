using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

/// <summary>The ways in which code puts two locks of one class in order; none of them is a finding, of this rule or of the rules about cycles.</summary>
public sealed class MM1004KeyOrderTests
{
    private const string Ordered = "lock (a._gate) { lock (b._gate) { } }";

    [Theory]
    [InlineData("branches on a key", "public static void Run(Account a, Account b) { if (a.Id < b.Id) { lock (a._gate) { lock (b._gate) { } } } else { lock (b._gate) { lock (a._gate) { } } } }")]
    [InlineData("branches on CompareTo", "public void Run(Account other) { if (Id.CompareTo(other.Id) < 0) { lock (_gate) { lock (other._gate) { } } } else { lock (other._gate) { lock (_gate) { } } } }")]
    [InlineData("a swap by a tuple", "public static void Run(Account a, Account b) { if (a.Id > b.Id) { (a, b) = (b, a); } " + Ordered + " }")]
    [InlineData("a swap by a temporary", "public static void Run(Account a, Account b) { if (a.Id > b.Id) { var c = a; a = b; b = c; } " + Ordered + " }")]
    [InlineData("conditional locals", "public static void Run(Account x, Account y) { var a = x.Id < y.Id ? x : y; var b = x.Id < y.Id ? y : x; " + Ordered + " }")]
    [InlineData("a conditional tuple", "public static void Run(Account x, Account y) { var (a, b) = x.Id < y.Id ? (x, y) : (y, x); " + Ordered + " }")]
    [InlineData("a helper that returns a tuple", "public static void Run(Account x, Account y) { var (a, b) = InOrder(x, y); " + Ordered + " } static (Account, Account) InOrder(Account x, Account y) => x.Id < y.Id ? (x, y) : (y, x);")]
    [InlineData("a call with the two exchanged", "public static void Run(Account a, Account b) { if (a.Id > b.Id) { Run(b, a); return; } " + Ordered + " }")]
    [InlineData("a precondition", "public static void Run(Account a, Account b) { if (a.Id >= b.Id) { throw new ArgumentException(); } " + Ordered + " }")]
    [InlineData("an assertion", "public static void Run(Account a, Account b) { System.Diagnostics.Debug.Assert(a.Id < b.Id); " + Ordered + " }")]
    [InlineData("keys in locals", "public static void Run(Account a, Account b) { var x = a.Id; var y = b.Id; if (x > y) { Run(b, a); return; } " + Ordered + " }")]
    [InlineData("Math.Min and Math.Max", "static readonly object[] s_all = new object[9]; public static void Run(int i, int j) { var a = Math.Min(i, j); var b = Math.Max(i, j); lock (s_all[a]) { lock (s_all[b]) { } } }")]
    [InlineData("min and max by hand", "static readonly object[] s_all = new object[9]; public static void Run(int i, int j) { var a = i < j ? i : j; var b = i < j ? j : i; lock (s_all[a]) { lock (s_all[b]) { } } }")]
    [InlineData("indices that are swapped", "static readonly object[] s_all = new object[9]; public static void Run(int i, int j) { if (i > j) { (i, j) = (j, i); } lock (s_all[i]) { lock (s_all[j]) { } } }")]
    [InlineData("indices that are checked", "static readonly object[] s_all = new object[9]; public static void Run(int i, int j) { if (i > j) { Run(j, i); return; } lock (s_all[i]) { lock (s_all[j]) { } } }")]
    [InlineData("keys of a look-up", "readonly Dictionary<string, Account> _all = []; public void Run(string x, string y) { if (string.CompareOrdinal(x, y) > 0) { Run(y, x); return; } var a = _all[x]; var b = _all[y]; " + Ordered + " }")]
    [InlineData("what a look-up found", "readonly Dictionary<string, Account> _all = []; public void Run(string x, string y) { var a = _all[x]; var b = _all[y]; if (a.Id > b.Id) { Run(y, x); return; } " + Ordered + " }")]
    [InlineData("a sorted array", "public static void Run(Account x, Account y) { var both = new[] { x, y }; Array.Sort(both, (l, r) => l.Id.CompareTo(r.Id)); lock (both[0]._gate) { lock (both[1]._gate) { } } }")]
    [InlineData("an ordered sequence", "public static void Run(Account x, Account y) { var both = new[] { x, y }.OrderBy(one => one.Id).ToArray(); var a = both[0]; var b = both[1]; " + Ordered + " }")]
    [InlineData("a loop over an ordered sequence", "public static void Run(IEnumerable<Account> all) { var held = all.OrderBy(one => one.Id).ToList(); foreach (var one in held) { Monitor.Enter(one._gate); } foreach (var one in held) { Monitor.Exit(one._gate); } }")]
    [InlineData("a loop over a sorted list", "public static void Run(List<Account> all) { all.Sort((l, r) => l.Id - r.Id); foreach (var one in all) { Monitor.Enter(one._gate); } foreach (var one in all) { Monitor.Exit(one._gate); } }")]
    [InlineData("identity hashes with a tie-break", """
        static readonly object s_tie = new();
        public static void Run(Account a, Account b)
        {
            int x = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(a), y = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(b);
            if (x < y) { lock (a._gate) { lock (b._gate) { } } }
            else if (x > y) { lock (b._gate) { lock (a._gate) { } } }
            else { lock (s_tie) { lock (a._gate) { lock (b._gate) { } } } }
        }
        """)]
    [InlineData("every pair once", "public static void Run(List<Account> all) { foreach (var a in all) { foreach (var b in all) { if (a.Id < b.Id) { " + Ordered + " } } } }")]
    [InlineData("a private helper whose callers compare", "public static void Run(Account x, Account y) { if (x.Id < y.Id) { Both(x, y); } else { Both(y, x); } } static void Both(Account a, Account b) { " + Ordered + " }")]
    [InlineData("a private helper behind a private helper", "public static void Run(Account x, Account y) { if (x.Id < y.Id) { One(x, y); } else { One(y, x); } } static void One(Account a, Account b) => Both(a, b); static void Both(Account a, Account b) { " + Ordered + " }")]
    [InlineData("a call into the other, which is decided by a key", "public void Run(Account other) { if (Id < other.Id) { lock (_gate) { other.Take(); } } else { lock (other._gate) { Take(); } } }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.AllRules(Frame(member));
    }

    [Fact]
    public Task Silent_about_two_bodies_of_which_each_knows_the_order() => Verify.AllRules(Frame("""
        public void Give(Account other) { if (Id > other.Id) { throw new ArgumentException(); } lock (_gate) { lock (other._gate) { } } }
        public void Get(Account other) { if (other.Id > Id) { throw new ArgumentException(); } lock (other._gate) { lock (_gate) { } } }
        """));

    [Fact]
    public Task Reports_the_one_of_two_bodies_that_knows_no_order() => Verify.Rule<MM1004UnorderedSameClassNesting>(Frame("""
        public void Give(Account other) { if (Id > other.Id) { throw new ArgumentException(); } lock (_gate) { lock (other._gate) { } } }
        public void Get(Account other) { lock (other._gate) { lock ({|MM1004:_gate|}) { } } }
        """));

    private static string Frame(string member) => $$"""
        class Account(int id)
        {
            readonly object _gate = new();
            public int Id { get; } = id;
            {{member}}
            void Take() { lock (_gate) { } }
        }
        """;
}
