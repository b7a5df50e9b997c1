using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9001ContradictoryOrderTests
{
    [Fact]
    public Task Reports_before_and_after_of_one_pair() => Reports("""
        class Shop
        {
            [LockOrder(Before = {|#0:nameof(_stock)|})] private readonly object _orders = new();
            [LockOrder(Before = {|#1:nameof(_orders)|})] private readonly object _stock = new();
        }
        """);

    [Fact]
    public Task Reports_a_lock_before_itself() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        class Shop { [LockOrder(After = {|MM9001:nameof(_orders)|})] private readonly object _orders = new(); }
        """);

    [Fact]
    public Task Reports_two_chains_of_opposite_order() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        [assembly: LockOrderChain("shop.a", {|MM9001:"shop.b"|}, "shop.c")]
        [assembly: LockOrderChain("shop.b", "shop.a")]
        """);

    [Fact]
    public Task Reports_a_circle_of_four_once() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockOrder(Before = {|MM9001:"_b"|})] object _a;
            [LockOrder(Before = "_c")] object _b;
            [LockOrder(Before = "_d")] object _c;
            [LockOrder(Before = "_a")] object _d;
        }
        """);

    [Fact]
    public Task Reports_a_statement_against_ranks() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockClass("shop.orders", Rank = 10)] object _orders;
            [LockClass("shop.stock", Rank = {|MM9001:20|}), LockOrder(Before = "shop.orders")] object _stock;
        }
        """);

    [Fact]
    public Task Reports_one_name_with_two_ranks() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        class Shop
        {
            [LockClass("shop.orders", Rank = {|MM9001:10|})] object _orders;
            [LockClass("shop.orders", Rank = 20)] object _others;
        }
        """);

    [Fact]
    public Task Reports_with_attributes_that_the_code_declares_itself() => Verify.Rule<MM9001ContradictoryOrder>("""
        namespace MmRuntime.Annotations
        {
            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            internal sealed class LockOrderAttribute : System.Attribute { public string Before { get; set; } }
        }
        class Shop
        {
            [MmRuntime.Annotations.LockOrder(Before = {|MM9001:"_b"|})] object _a;
            [MmRuntime.Annotations.LockOrder(Before = "_a")] object _b;
        }
        """);

    [Fact]
    public Task Reports_at_the_projects_own_declaration_when_the_other_is_in_a_reference()
    {
        var test = new MmAnalyzerTest<MM9001ContradictoryOrder>
        {
            TestCode = """
                using MmRuntime.Annotations;
                [assembly: LockOrderChain("mm.ptl", {|MM9001:"mm.mmap"|})]
                """,
        };
        test.TestState.AdditionalProjects["Core"].Sources.Add("""
            using MmRuntime.Annotations;
            [assembly: LockOrderChain("mm.mmap", "mm.ptl")]
            """);
        test.TestState.AdditionalProjectReferences.Add("Core");
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Silent_on_a_consistent_order() => Silent("""
        [assembly: LockOrderChain("shop.a", "shop.b", "shop.c")]
        [assembly: LockOrderChain("shop.a", "shop.c")]
        class Shop { [LockOrder(After = "shop.c")] object _d; [LockOrder(Before = "_d", After = "shop.a")] object _e; }
        """);

    [Fact]
    public Task Silent_on_the_same_declaration_twice() => Silent("""
        class Shop { [LockOrder(Before = "_b"), LockOrder(Before = "_b")] object _a; [LockOrder(After = "_a")] object _b; }
        """);

    [Fact]
    public Task Silent_on_locks_of_one_rank() => Silent("""
        class Shop { [LockClass("s.a", Rank = 10), LockOrder(Before = "s.b")] object _a; [LockClass("s.b", Rank = 10)] object _b; }
        """);

    [Fact]
    public Task Silent_on_ranks_of_two_hierarchies() => Silent("""
        class Shop { [LockClass("s.a", Rank = 20), LockOrder(Before = "t.b")] object _a; [LockClass("t.b", Rank = 10)] object _b; }
        """);

    [Fact]
    public Task Silent_on_members_of_equal_names_in_two_types() => Silent("""
        class Orders { [LockOrder(Before = "_b")] object _a; object _b; }
        class Stock { object _a; [LockOrder(Before = "_a")] object _b; }
        """);

    [Fact]
    public Task Silent_on_roles_of_one_class_with_ranks_of_their_own() => Silent("""
        class Tree { [LockClass("t.node", Rank = 10)] object _parent; [LockClass("t.node", Rank = 11, Subclass = 1)] object _child; }
        """);

    [Fact]
    public Task Silent_on_attributes_of_another_namespace() => Verify.Silent<MM9001ContradictoryOrder>("""
        namespace Mine { sealed class LockOrderAttribute : System.Attribute { public string Before { get; set; } } }
        class Shop { [Mine.LockOrder(Before = "_b")] object _a; [Mine.LockOrder(Before = "_a")] object _b; }
        """);

    [Fact]
    public Task Silent_on_half_typed_declarations() => Verify.Rule<MM9001ContradictoryOrder>("""
        using MmRuntime.Annotations;
        [assembly: LockOrderChain(null, "a", {|CS1503:1|})]
        class Shop { [LockOrder(Before = nameof({|CS0103:missing|}))] object _a; [LockOrder(Before = null)] object _b; [LockOrder(After = "")] object _c; }
        """);

    private static Task Silent(string source) => Verify.Silent<MM9001ContradictoryOrder>("using MmRuntime.Annotations;\n" + source);

    private static Task Reports(string source) => Verify.Rule<MM9001ContradictoryOrder>(
        "using MmRuntime.Annotations;\n" + source,
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult(MM9001ContradictoryOrder.Descriptor)
            .WithLocation(0)
            .WithLocation(1)
            .WithArguments("'Shop._orders' is before 'Shop._stock' (Test0.cs:4), 'Shop._stock' is before 'Shop._orders' (Test0.cs:5)"));
}
