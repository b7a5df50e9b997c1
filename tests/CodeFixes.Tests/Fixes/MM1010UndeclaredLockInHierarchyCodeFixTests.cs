using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM1010UndeclaredLockInHierarchyCodeFixTests
{
    private const string Use = """
            public void Run()
            {
                lock (_first)
                {
                    lock ({|MM1010:_free|})
                    {
                    }
                }
            }
        """;

    [Fact]
    public Task States_that_the_lock_is_inside_another_of_its_type() => Fixes(
        """

            // Guards the rest.
            private readonly object _free = new(); // free
        """,
        """

            // Guards the rest.
            [LockOrder(After = nameof(_first))]
            private readonly object _free = new(); // free
        """);

    [Fact]
    public Task Puts_itself_above_other_attributes() => Fixes(
        """
            [Obsolete]
            private readonly object _free = new();
        """,
        """
            [LockOrder(After = nameof(_first))]
            [Obsolete]
            private readonly object _free = new();
        """);

    [Fact]
    public Task States_one_place_for_all_findings_of_a_file_and_keeps_the_ends_of_lines() => Verify.Fix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(
        With("    private readonly object _free = new();", Use + "\n" + Use.Replace("Run", "Walk", StringComparison.Ordinal)).ReplaceLineEndings("\r\n"),
        With("    [LockOrder(After = nameof(_first))]\n    private readonly object _free = new();", Quiet(Use + "\n" + Use.Replace("Run", "Walk", StringComparison.Ordinal))).ReplaceLineEndings("\r\n"),
        iterations: 1);

    [Fact]
    public Task Names_a_lock_of_another_type_by_its_type() => Verify.Fix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(
        Across("    private readonly object _gate = new();", "{|MM1010:Note|}"),
        Across("    [MmRuntime.Annotations.LockOrder(After = \"Orders._gate\")]\n    private readonly object _gate = new();", "Note"));

    [Fact]
    public Task Names_a_lock_class_by_its_name() => Verify.Fix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(
        Ranked("    private readonly object _free = new();", "{|MM1010:_free|}"),
        Ranked("    [LockOrder(After = \"shop.a\")]\n    private readonly object _free = new();", "_free"));

    [Theory]
    [InlineData("the declaration is of several", "    private readonly object _free = new(), _other = new();")]
    [InlineData("the lock is of a class", "    [LockClass(\"free\")] private readonly object _free = new();")]
    [InlineData("a directive stands above", "#pragma warning disable CA1823 // Not read.\n    private readonly object _free = new();")]
    public Task Offers_nothing_where(string why, string field)
    {
        Assert.NotEmpty(why);
        return Verify.NoFix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(With(field, Use));
    }

    [Fact]
    public Task Offers_nothing_where_the_name_of_the_type_is_not_enough() => Verify.NoFix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(
        Across("    private readonly object _gate = new();", "{|MM1010:Note|}") + "\nnamespace Old { class Orders; }");

    private static Task Fixes(string field, string fixedField) =>
        Verify.Fix<MM1010UndeclaredLockInHierarchy, MM1010UndeclaredLockInHierarchyCodeFix>(With(field, Use), With(fixedField, Quiet(Use)));

    private static string Quiet(string source) => source.Replace("{|MM1010:_free|}", "_free", StringComparison.Ordinal);

    private static string With(string field, string members) => $$"""
        using MmRuntime.Annotations;

        class Shop
        {
            [LockOrder(Before = nameof(_second))]
            private readonly object _first = new();
            private readonly object _second = new();
        {{field}}

        {{members}}

            public void Look() { lock (_second) { } }
        }
        """;

    private static string Across(string field, string call) => $$"""
        [assembly: MmRuntime.Annotations.LockOrderChain("Orders._gate", "Stock._gate")]

        class Log
        {
        {{field}}

            public void Note() { lock (_gate) { } }
        }

        class Orders
        {
            private readonly object _gate = new();

            public void Run(Log log) { lock (_gate) { log.{{call}}(); } }
        }

        class Stock
        {
            private readonly object _gate = new();

            public void Look() { lock (_gate) { } }
        }
        """;

    private static string Ranked(string field, string use) => $$"""
        using MmRuntime.Annotations;

        class Shop
        {
            [LockClass("shop.a", Rank = 10)] private readonly object _first = new();
            [LockClass("shop.b", Rank = 20)] private readonly object _second = new();
        {{field}}

            public void Run() { lock (_first) { lock ({{use}}) { } } }

            public void Look() { lock (_second) { } }
        }
        """;
}
