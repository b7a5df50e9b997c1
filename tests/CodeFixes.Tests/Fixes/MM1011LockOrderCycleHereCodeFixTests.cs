using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM1011LockOrderCycleHereCodeFixTests
{
    [Fact]
    public Task Fixes_the_member_it_is_applied_in_and_all_by_the_order_of_names() => Fixes(
        """
            void Post() { lock (_accounts) { lock ({|MM1011:_journal|}) { Work(); } } }
            void Replay() { lock (_journal) { lock ({|MM1011:_accounts|}) { Work(); } } }
        """,
        """
            void Post() { lock (_journal) { lock (_accounts) { Work(); } } }
            void Replay() { lock (_journal) { lock (_accounts) { Work(); } } }
        """,
        """
            void Post() { lock (_accounts) { lock (_journal) { Work(); } } }
            void Replay() { lock (_accounts) { lock (_journal) { Work(); } } }
        """);

    [Fact]
    public Task Fixes_all_of_many_members_to_one_order() => Fixes(
        """
            void Post() { lock (_accounts) { lock ({|MM1011:_journal|}) { Work(); } } }
            void Replay() { lock (_journal) { lock ({|MM1011:_accounts|}) { Work(); } } }
            void Audit() { lock (_journal) lock ({|MM1011:_accounts|}) Work(); }
        """,
        """
            void Post() { lock (_journal) { lock (_accounts) { Work(); } } }
            void Replay() { lock (_journal) { lock (_accounts) { Work(); } } }
            void Audit() { lock (_journal) lock (_accounts) Work(); }
        """,
        """
            void Post() { lock (_accounts) { lock (_journal) { Work(); } } }
            void Replay() { lock (_accounts) { lock (_journal) { Work(); } } }
            void Audit() { lock (_accounts) lock (_journal) Work(); }
        """);

    [Fact]
    public Task Fixes_in_bulk_nothing_that_has_the_order_of_names_already()
    {
        const string Source = """
                void Post() { lock (_accounts) { lock ({|MM1011:_journal|}) { } } }
                void Replay() { lock (_journal) { {|MM1011:Book|}(); } }
                void Book() { lock (_accounts) { } }
            """;
        const string Fixed = """
                void Post() { lock (_journal) { lock (_accounts) { } } }
                void Replay() { lock (_journal) { Book(); } }
                void Book() { lock (_accounts) { } }
            """;
        return Fixes(Source, Fixed, Source);
    }

    [Fact]
    public Task Fixes_using_statements_and_their_variables() => FixesReplay(
        """
                using (_freeze.EnterScope())
                using (var scope = {|MM1011:_door.EnterScope|}())
                {
                    Work();
                }
        """,
        """
                using (var scope = _door.EnterScope())
                using (_freeze.EnterScope())
                {
                    Work();
                }
        """);

    [Fact]
    public Task Fixes_using_declarations() => FixesReplay(
        """
                Work();

                using var freeze = _freeze.EnterScope();
                using var gate = {|MM1011:_door.EnterScope|}();
                Work();
        """,
        """
                Work();

                using var gate = _door.EnterScope();
                using var freeze = _freeze.EnterScope();
                Work();
        """);

    [Fact]
    public Task Fixes_a_lock_around_a_using() => FixesReplay(
        """
                lock (_freeze)
                {
                    using ({|MM1011:_door.EnterScope|}())
                    {
                        Work();
                    }
                }
        """,
        """
                using (_door.EnterScope())
                {
                    lock (_freeze)
                    {
                        Work();
                    }
                }
        """);

    [Fact]
    public Task Keeps_comments_with_their_locks_when_both_have_some() => FixesReplay(
        """
                // Nothing may move.
                lock (_freeze) // frozen
                {
                    // Nobody may enter.
                    lock ({|MM1011:_door|}) // closed
                    {
                        // The work itself.
                        Work();
                    } // opened
                } // thawed
        """,
        """
                // Nobody may enter.
                lock (_door) // closed
                {
                    // Nothing may move.
                    lock (_freeze) // frozen
                    {
                        // The work itself.
                        Work();
                    } // opened
                } // thawed
        """);

    [Fact]
    public Task Keeps_a_comment_about_the_whole_in_front() => FixesReplay(
        """
                // Replays everything.
                lock (_freeze)
                {
                    lock ({|MM1011:_door|})
                    {
                        Work();
                    }
                }
        """,
        """
                // Replays everything.
                lock (_door)
                {
                    lock (_freeze)
                    {
                        Work();
                    }
                }
        """);

    [Fact]
    public Task Fixes_guarded_calls_of_semaphores() => Verify.Fix<MM1011LockOrderCycleHere, MM1011LockOrderCycleHereCodeFix>(
        """
        class Ledger
        {
            private readonly SemaphoreSlim _a = new(1), _b = new(1);
            async Task Post()
            {
                await _b.WaitAsync();
                try
                {
                    await {|MM1011:_a.WaitAsync|}().ConfigureAwait(false);
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        _a.Release();
                    }
                }
                finally
                {
                    _b.Release(); // the last
                }
            }
            void Replay() { _a.Wait(); Book(); _a.Release(); }
            void Book() { _b.Wait(); _b.Release(); }
            void Work() { }
        }
        """.Replace("Book();", "{|MM1011:Book|}();", StringComparison.Ordinal),
        """
        class Ledger
        {
            private readonly SemaphoreSlim _a = new(1), _b = new(1);
            async Task Post()
            {
                await _a.WaitAsync().ConfigureAwait(false);
                try
                {
                    await _b.WaitAsync();
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        _b.Release(); // the last
                    }
                }
                finally
                {
                    _a.Release();
                }
            }
            void Replay() { _a.Wait(); Book(); _a.Release(); }
            void Book() { _b.Wait(); _b.Release(); }
            void Work() { }
        }
        """);

    [Fact]
    public async Task Title_names_both_locks()
    {
        var titles = new List<string>();
        var test = new MmCodeFixTest<MM1011LockOrderCycleHere, MM1011LockOrderCycleHereCodeFix>
        {
            TestCode = Ledger("    void Post() { lock (_journal) lock ({|MM1011:_accounts|}) Work(); }\n    void Replay() { lock (_accounts) {|MM1011:Write|}(); }\n    void Write() { lock (_journal) { } }"),
            FixedCode = Ledger("    void Post() { lock (_accounts) lock (_journal) Work(); }\n    void Replay() { lock (_accounts) Write(); }\n    void Write() { lock (_journal) { } }"),
            CodeActionEquivalenceKey = nameof(MM1011LockOrderCycleHereCodeFix),
            CodeActionVerifier = (action, _) => titles.Add(action.Title),
        };
        await test.RunAsync(CancellationToken.None);
        Assert.Equal("Take 'Ledger._accounts' before 'Ledger._journal'", Assert.Single(titles.Distinct()));
    }

    [Fact]
    public Task Offers_nothing_when_both_members_take_the_second_by_a_call() => OffersNothing("""
            void Post() { lock (_accounts) { {|MM1011:Write|}(); } }
            void Replay() { lock (_journal) { {|MM1011:Book|}(); } }
            void Write() { lock (_journal) { } }
            void Book() { lock (_accounts) { } }
        """);

    [Fact]
    public Task Offers_nothing_for_two_objects_of_one_class() => OffersNothing("""
            void Out(Ledger other) { lock (_accounts) { lock ({|MM1011:other._accounts|}) { } } }
            void In(Ledger other) { lock (other._accounts) { lock ({|MM1011:_accounts|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_when_statements_stand_between_or_behind() => OffersNothing("""
            void Post() { lock (_accounts) { Work(); lock ({|MM1011:_journal|}) { } } }
            void Replay() { lock (_journal) { lock ({|MM1011:_accounts|}) { } Work(); } }
        """);

    [Fact]
    public Task Offers_nothing_when_a_lock_can_be_replaced_meanwhile() => OffersNothing("""
            private object _current = new();
            void Swap() { lock (_accounts) { _current = new(); } }
            void Post() { lock (_accounts) { lock ({|MM1011:_current|}) { } } }
            void Replay() { lock (_current) { lock ({|MM1011:_accounts|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_when_a_using_opens_in_the_middle_of_a_lock() => OffersNothing("""
            private readonly Lock _door = new();
            void Post() { lock (_accounts) { using var gate = {|MM1011:_door.EnterScope|}(); Work(); } }
            void Replay() { lock (_door) { Work(); lock ({|MM1011:_accounts|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_when_the_guard_of_a_call_does_more() => OffersNothing("""
            void Post()
            {
                Monitor.Enter(_accounts);
                try
                {
                    {|MM1011:Monitor.Enter|}(_journal);
                    try { Work(); }
                    finally { Monitor.Exit(_journal); }
                }
                finally { Work(); Monitor.Exit(_accounts); }
            }
            void Replay() { lock (_journal) { {|MM1011:Book|}(); } }
            void Book() { lock (_accounts) { } }
        """);

    [Fact]
    public Task Fixes_where_the_lock_is_only_written_by_the_constructor() => Fixes(
        """
            private object _late;
            Ledger() { _late = new(); }
            void Post() { lock (_late) { lock ({|MM1011:_accounts|}) { } } }
            void Replay() { lock (_accounts) { {|MM1011:Enter|}(); } }
            void Enter() { lock (_late) { } }
        """,
        """
            private object _late;
            Ledger() { _late = new(); }
            void Post() { lock (_accounts) { lock (_late) { } } }
            void Replay() { lock (_accounts) { Enter(); } }
            void Enter() { lock (_late) { } }
        """);

    // Replay holds the freeze while it closes the gate; another member does it the other way round, by a call that no fix touches.
    private static Task FixesReplay(string body, string fixedBody) => Verify.Fix<MM1011LockOrderCycleHere, MM1011LockOrderCycleHereCodeFix>(
        Gate(body, "{|MM1011:Stop|}()"), Gate(fixedBody, "Stop()"), iterations: 1);

    private static string Gate(string body, string call) => $$"""
        class Store
        {
            private readonly Lock _freeze = new(), _door = new();
            private int _count;

            void Replay()
            {
        {{body}}
            }

            void Close() { lock (_door) { {{call}}; } }
            void Stop() { lock (_freeze) { _count = 0; } }
            void Work() => _count++;
        }

        """;

    private static Task Fixes(string members, string fixedMembers, string? allFixedMembers = null)
    {
        var test = new MmCodeFixTest<MM1011LockOrderCycleHere, MM1011LockOrderCycleHereCodeFix> { TestCode = Ledger(members), FixedCode = Ledger(fixedMembers) };
        if (allFixedMembers is not null)
        {
            test.BatchFixedCode = Ledger(allFixedMembers);
            test.BatchFixedState.MarkupHandling = MarkupMode.Allow;
        }

        return test.RunAsync(CancellationToken.None);
    }

    private static Task OffersNothing(string members) => Verify.NoFix<MM1011LockOrderCycleHere, MM1011LockOrderCycleHereCodeFix>(Ledger(members));

    private static string Ledger(string members) =>
        "class Ledger\n{\n    private readonly object _accounts = new();\n    private readonly object _journal = new();\n" + members + "\n    void Work() { }\n}\n";
}
