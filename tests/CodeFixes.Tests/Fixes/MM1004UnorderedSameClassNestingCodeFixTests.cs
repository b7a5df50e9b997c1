using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM1004UnorderedSameClassNestingCodeFixTests
{
    private const string Key = "public int Id { get; }";

    [Fact]
    public Task Orders_two_parameters() => Fixes(
        """
            public static void Transfer(Account from, Account to)
            {
                Look();

                // Both at once.
                lock (from._gate) // the payer
                {
                    // And the payee.
                    lock ({|MM1004:to._gate|})
                    {
                        from._balance--;
                        to._balance++;
                    }
                }
            }
        """,
        """
            public static void Transfer(Account from, Account to)
            {
                Look();

                // Both at once.
                var (first, second) = from.Id < to.Id ? (from, to) : (to, from);
                lock (first._gate) // the payer
                {
                    // And the payee.
                    lock (second._gate)
                    {
                        from._balance--;
                        to._balance++;
                    }
                }
            }
        """);

    [Fact]
    public Task Orders_the_receiver_and_a_parameter_of_stacked_statements() => Fixes(
        """
            public void Transfer(Account to)
            {
                lock (_gate)
                lock ({|MM1004:to._gate|})
                    to._balance++;
            }
        """,
        """
            public void Transfer(Account to)
            {
                var (first, second) = Id < to.Id ? (this, to) : (to, this);
                lock (first._gate)
                lock (second._gate)
                    to._balance++;
            }
        """);

    [Fact]
    public Task Orders_objects_that_are_locked_themselves_by_a_field() => Fixes(
        """
            public void Transfer(Account to)
            {
                lock (this)
                {
                    lock ({|MM1004:to|})
                    {
                    }
                }
            }
        """,
        """
            public void Transfer(Account to)
            {
                var (first, second) = _id < to._id ? (this, to) : (to, this);
                lock (first)
                {
                    lock (second)
                    {
                    }
                }
            }
        """,
        "private readonly long _id = 1;");

    [Fact]
    public Task Fixes_all_of_a_file_and_keeps_the_ends_of_lines() => Fixes(
        """
            public void Give(Account to)
            {
                lock (_gate)
                {
                    lock ({|MM1004:to._gate|})
                    {
                    }
                }
            }

            public void Show(Account to)
            {
                lock (_gate)
                {
                    lock ({|MM1004:to._gate|})
                    {
                    }
                }
            }
        """.ReplaceLineEndings("\r\n"),
        """
            public void Give(Account to)
            {
                var (first, second) = AccountId < to.AccountId ? (this, to) : (to, this);
                lock (first._gate)
                {
                    lock (second._gate)
                    {
                    }
                }
            }

            public void Show(Account to)
            {
                var (first, second) = AccountId < to.AccountId ? (this, to) : (to, this);
                lock (first._gate)
                {
                    lock (second._gate)
                    {
                    }
                }
            }
        """.ReplaceLineEndings("\r\n"),
        "public ulong AccountId { get; init; }");

    [Theory]
    [InlineData("there is no key", "")]
    [InlineData("the key can change", "public int Id { get; set; }")]
    [InlineData("the key is computed", "public int Id => _balance;")]
    [InlineData("the key is no number", "public string Id { get; } = string.Empty;")]
    [InlineData("the key is one for all", "public static int Id { get; } = 1;")]
    [InlineData("the key may be overridden", "public virtual int Id { get; }")]
    public Task Offers_nothing_when(string why, string key)
    {
        Assert.NotEmpty(why);
        return OffersNothing("public void Give(Account to) { lock (_gate) { lock ({|MM1004:to._gate|}) { } } }", key);
    }

    [Theory]
    [InlineData("something is done between", "public void Give(Account to) { lock (_gate) { _balance--; lock ({|MM1004:to._gate|}) { } } }")]
    [InlineData("the second is taken by a call", "public void Give(Account to) { lock (_gate) { to.{|MM1004:Take|}(); } } void Take() { lock (_gate) { } }")]
    [InlineData("the objects are looked up", "readonly List<Account> _all = []; public void Give(int a, int b) { lock (_all[a]._gate) { lock ({|MM1004:_all[b]._gate|}) { } } }")]
    [InlineData("the statement stands alone", "public void Give(Account to) { if (_balance > 0) lock (_gate) { lock ({|MM1004:to._gate|}) { } } }")]
    [InlineData("a name is taken", "public void Give(Account first) { lock (_gate) { lock ({|MM1004:first._gate|}) { } } }")]
    [InlineData("the locks are called", "public void Give(Account to) { Monitor.Enter(_gate); {|MM1004:Monitor.Enter|}(to._gate); Monitor.Exit(to._gate); Monitor.Exit(_gate); }")]
    [InlineData("the other is cast", "public void Give(object to) { var other = (Account)to; lock (_gate) { lock ({|MM1004:(other)._gate|}) { } } }")]
    public Task Offers_nothing_where(string why, string member)
    {
        Assert.NotEmpty(why);
        return OffersNothing(member, Key);
    }

    private static Task OffersNothing(string member, string key) =>
        Verify.NoFix<MM1004UnorderedSameClassNesting, MM1004UnorderedSameClassNestingCodeFix>(With(member, key));

    private static Task Fixes(string members, string fixedMembers, string key = Key) =>
        Verify.Fix<MM1004UnorderedSameClassNesting, MM1004UnorderedSameClassNestingCodeFix>(With(members, key), With(fixedMembers, key));

    private static string With(string members, string key)
    {
        var text = $$"""
            class Account
            {
                private readonly object _gate = new();
                private int _balance;
                {{key}}
                static void Look() { }

            """ + members + "\n}\n";
        return members.Contains('\r', StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
    }
}
