using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM1001DeclaredOrderInversionCodeFixTests
{
    private const string Locks = """
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = "_stock")] private readonly object _orders = new();
            private readonly object _stock = new();
            private int _count;

        """;

    [Fact]
    public Task Fixes_nested_locks() => Fixes(
        """
            void Ship()
            {
                lock (_stock)
                {
                    lock ({|MM1001:_orders|})
                    {
                        _count++;
                    }
                }
            }
        """,
        """
            void Ship()
            {
                lock (_orders)
                {
                    lock (_stock)
                    {
                        _count++;
                    }
                }
            }
        """);

    [Fact]
    public Task Fixes_stacked_locks_and_keeps_the_way_they_are_written() => Fixes(
        """
            void Ship(Shop other)
            {
                lock (this._stock)
                lock ({|MM1001:this._orders|})
                    _count++;
            }
        """,
        """
            void Ship(Shop other)
            {
                lock (this._orders)
                lock (this._stock)
                    _count++;
            }
        """);

    [Fact]
    public Task Fixes_two_adjacent_calls() => Fixes(
        """
            void Ship()
            {
                Monitor.Enter(_stock);
                {|MM1001:Monitor.Enter|}(_orders);
                try
                {
                    _count++;
                }
                finally
                {
                    Monitor.Exit(_orders);
                    Monitor.Exit(_stock);
                }
            }
        """,
        """
            void Ship()
            {
                Monitor.Enter(_orders);
                Monitor.Enter(_stock);
                try
                {
                    _count++;
                }
                finally
                {
                    Monitor.Exit(_orders);
                    Monitor.Exit(_stock);
                }
            }
        """);

    [Fact]
    public Task Fixes_several_in_one_file() => Fixes(
        """
            void Ship()
            {
                lock (_stock) lock ({|MM1001:_orders|}) _count++;
            }

            void Return()
            {
                lock (_stock)
                {
                    lock ({|MM1001:_orders|})
                    {
                        _count--;
                    }
                }
            }
        """,
        """
            void Ship()
            {
                lock (_orders) lock (_stock) _count++;
            }

            void Return()
            {
                lock (_orders)
                {
                    lock (_stock)
                    {
                        _count--;
                    }
                }
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_call_takes_the_second() => OffersNothing("""
            void Ship() { lock (_stock) { {|MM1001:Book|}(); } }
            void Book() { lock (_orders) { } }
        """);

    [Fact]
    public Task Offers_nothing_when_something_runs_between() => OffersNothing("""
            void Ship() { lock (_stock) { _count++; lock ({|MM1001:_orders|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_when_something_runs_behind() => OffersNothing("""
            void Ship() { lock (_stock) { lock ({|MM1001:_orders|}) { } _count++; } }
        """);

    [Fact]
    public Task Offers_nothing_when_another_lock_is_between() => OffersNothing("""
            private readonly object _other = new();
            void Ship() { lock (_stock) lock (_other) lock ({|MM1001:_orders|}) { } }
        """);

    [Fact]
    public Task Offers_nothing_when_the_first_guards_which_the_second_is() => OffersNothing("""
            private Shop _next = new();
            void Join(Shop next) { lock (_stock) { _next = next; } }
            void Ship() { lock (_stock) { lock ({|MM1001:_next._orders|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_when_a_condition_is_between() => OffersNothing("""
            void Ship() { lock (_stock) { if (_count > 0) lock ({|MM1001:_orders|}) { } } }
        """);

    [Fact]
    public Task Offers_nothing_across_directives() => OffersNothing("""
            void Ship()
            {
                lock (_stock)
                {
        #if !SINGLE
                    lock ({|MM1001:_orders|})
        #endif
                    {
                    }
                }
            }
        """);

    private static Task Fixes(string members, string fixedMembers) =>
        Verify.Fix<MM1001DeclaredOrderInversion, MM1001DeclaredOrderInversionCodeFix>(Locks + members + "\n}\n", Locks + fixedMembers + "\n}\n");

    private static Task OffersNothing(string members) =>
        Verify.NoFix<MM1001DeclaredOrderInversion, MM1001DeclaredOrderInversionCodeFix>(Locks + members + "\n}\n");
}
