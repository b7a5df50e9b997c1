using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Symbols;
using MmAnalyzers.Tests.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Ordering;

public sealed class DeclaredOrderTests
{
    [Theory]
    [InlineData("[LockOrder(Before = nameof(_b))] object _a; object _b; object _c;")]
    [InlineData("object _a; [LockOrder(After = nameof(_a))] object _b; object _c;")]
    [InlineData("object _a; [LockOrder(After = \"C._a\", Before = \"_c\")] object _b; object _c;")]
    public void Reads_before_and_after(string members)
    {
        var order = Of($"class C {{ {members} }}");

        Assert.True(order.IsDeclaredBefore("F:C._a", "F:C._b"));
        Assert.False(order.IsDeclaredBefore("F:C._b", "F:C._a"));
        Assert.False(order.IsDeclaredBefore("F:C._a", "F:C._a"));
        Assert.Null(order.Proof("F:C._b", "F:C._a"));
        Assert.Empty(order.Contradictions);
    }

    [Fact]
    public void Is_transitive_and_proves_it_by_the_shortest_chain()
    {
        var order = Of("""
            [assembly: LockOrderChain("x.a", "x.b", "C._c", "x.d")]
            [assembly: LockOrderChain("x.b", "x.d")]
            class C { object _c; }
            """);

        Assert.Equal("'x.a' is before 'x.b', 'x.b' is before 'x.d'", order.Proof("L:x.a", "L:x.d")?.ToString());
        Assert.True(order.IsDeclaredBefore("L:x.a", "F:C._c"));
        Assert.False(order.IsDeclaredBefore("L:x.d", "L:x.a"));
    }

    [Fact]
    public void Points_at_the_argument_that_says_it()
    {
        var order = Of("""[assembly: LockOrderChain("a", "b")] class C { [LockOrder(After = "a")] object _c; }""");

        Assert.Equal(["\"a\"", "\"b\""], order.Steps.Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Maps_members_to_the_class_names_of_their_types()
    {
        var order = Of("""
            [LockClass("mm.mmap")] class MmapLock { }
            class AddressSpace { [LockOrder(After = "mm.i_rwsem")] public MmapLock MmapLock { get; } }
            """);

        Assert.True(order.IsDeclaredBefore("L:mm.i_rwsem", "L:mm.mmap"));
    }

    [Fact]
    public void Uses_the_same_ids_as_lock_identity_for_getters_and_captured_parameters()
    {
        var order = Of("""
            class C(object first)
            {
                private object _second = first;
                [LockOrder(After = nameof(first))] public object Second => _second;
                [LockOrder(After = nameof(Second))] public object Third { get; }
            }
            """);

        Assert.Equal("'C.first' is before 'C._second', 'C._second' is before 'C.Third'", order.Proof("T:C.#first", "P:C.Third")?.ToString());
        Assert.True(order.IsDeclaredBefore("F:C._second", "P:C.Third"));
    }

    [Fact]
    public void Orders_ranks_within_one_hierarchy_only()
    {
        var order = Of("""
            class C
            {
                [LockClass("shop.a", Rank = 10)] object _a; [LockClass("shop.b", Rank = 20)] object _b;
                [LockClass("shop.c", Rank = 20)] object _c; [LockClass("shop.d", Rank = 30)] object _d;
                [LockClass("bank.e", Rank = 40)] object _e; [LockClass("shop.f")] object _f;
            }
            """);

        Assert.True(order.IsDeclaredBefore("L:shop.a", "L:shop.d"));
        Assert.False(order.IsDeclaredBefore("L:shop.b", "L:shop.c"));
        Assert.False(order.IsDeclaredBefore("L:shop.c", "L:shop.b"));
        Assert.False(order.IsDeclaredBefore("L:shop.a", "L:bank.e"));
        Assert.False(order.IsDeclaredBefore("L:shop.a", "L:shop.f"));
    }

    [Fact]
    public void Knows_nothing_of_pairs_that_contradict_each_other()
    {
        var order = Of("""
            [assembly: LockOrderChain("b", "c", "a")]
            [assembly: LockOrderChain("a", "b")]
            [assembly: LockOrderChain("a", "z")]
            """);

        Assert.False(order.IsDeclaredBefore("L:a", "L:b"));
        Assert.True(order.IsDeclaredBefore("L:c", "L:z"));
        Assert.Equal("L:a < L:b < L:c", Assert.Single(order.Contradictions).Identity);
    }

    [Fact]
    public void Finds_each_circle_once_whatever_the_order_of_files()
    {
        string[] files =
        [
            """using MmRuntime.Annotations; [assembly: LockOrderChain("a", "b")] [assembly: LockOrderChain("x", "y", "x")]""",
            """using MmRuntime.Annotations; [assembly: LockOrderChain("b", "a")]""",
            """using MmRuntime.Annotations; [assembly: LockOrderChain("s", "s")]""",
        ];
        var forward = Of(AnnotationCompilation.Of(files)).Contradictions.Select(one => one.Identity);
        var backward = Of(AnnotationCompilation.Of([.. files.Reverse()])).Contradictions.Select(one => one.Identity);

        Assert.Equal(["L:a < L:b", "L:s", "L:x < L:y"], forward);
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void Reports_a_statement_against_ranks_once()
    {
        var order = Of("""
            class C
            {
                [LockClass("s.a", Rank = 10)] object _a; [LockClass("s.b", Rank = 20)] object _b; [LockClass("s.c", Rank = 20)] object _c;
                [LockClass("s.d", Rank = 30), LockOrder(Before = "s.a")] object _d;
            }
            """);

        Assert.Equal(3, Assert.Single(order.Contradictions).Steps.Length);
    }

    [Fact]
    public void Reports_one_class_with_two_ranks_unless_the_roles_differ()
    {
        var order = Of("""
            class C
            {
                [LockClass("s.a", Rank = 10)] object _a1; [LockClass("s.a", Rank = 30)] object _a2;
                [LockClass("s.b", Rank = 10)] object _b1; [LockClass("s.b", Rank = 11, Subclass = 1)] object _b2;
            }
            """);

        Assert.Equal(["'s.a' has rank 10", "'s.a' has rank 30"], Assert.Single(order.Contradictions).Steps.Select(step => step.Claim));
    }

    [Fact]
    public void Reads_references_alike_as_projects_and_as_metadata()
    {
        var library = AnnotationCompilation.Library("""
            using MmRuntime.Annotations;
            [assembly: LockOrderChain("mm.mmap", "Lib.Table.Ptl")]
            namespace Lib
            {
                public class Table
                {
                    public object Ptl = new();
                    [LockOrder(After = nameof(Ptl)), LockClass("mm.zone", Rank = 9)] public object Zone = new();
                    [LockOrder(After = nameof(Zone))] private object _hidden = new();
                }
            }
            """).Valid();
        const string Source = """using MmRuntime.Annotations; class C { [LockOrder(After = "mm.zone")] object _own; [LockOrder(Before = "Table.Ptl")] object _outer; }""";
        var project = Of(AnnotationCompilation.With(library.ToMetadataReference(), Source));
        var metadata = Of(AnnotationCompilation.With(library.Emitted(), Source));

        Assert.True(project.IsDeclaredBefore("L:mm.mmap", "F:C._own"));
        Assert.True(project.IsDeclaredBefore("F:C._outer", "F:C._own"));
        Assert.Equal(project.Steps.Select(step => step.Claim), metadata.Steps.Select(step => step.Claim));
        Assert.Equal(4, metadata.Steps.Length);
    }

    [Fact]
    public void Is_empty_without_the_vocabulary() =>
        Assert.True(Of(AnnotationCompilation.Without("class C { [LockOrder(After = \"x\")] object _a; }")).IsEmpty);

    private static string Text(DeclaredOrderStep step) => step.Location.SourceTree!.GetText().ToString(step.Location.SourceSpan);

    private static DeclaredOrder Of(string source) => Of(AnnotationCompilation.Of("#nullable disable\nusing MmRuntime.Annotations;\n" + source).Valid());

    private static DeclaredOrder Of(Compilation compilation)
    {
        var reader = new AnnotationReader(compilation);
        return DeclaredOrder.Of(reader, reader.AnnotatedSymbols(withReferences: true, CancellationToken.None));
    }
}
