using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

public sealed class BodyBinderTests
{
    [Theory]
    [InlineData("void M() { Mark(); }", "M")]
    [InlineData("void M() => Mark();", "M")]
    [InlineData("C() { Mark(); }", ".ctor")]
    [InlineData("C() => Mark();", ".ctor")]
    [InlineData("C() : this(Mark()) { } C(int n) { }", ".ctor")]
    [InlineData("static C() { Mark(); }", ".cctor")]
    [InlineData("~C() { Mark(); }", "Finalize")]
    [InlineData("int P { get { return Mark(); } }", "get_P")]
    [InlineData("int P => Mark();", "get_P")]
    [InlineData("int P { get => Mark(); }", "get_P")]
    [InlineData("int P { get => 1; init { Mark(); } }", "set_P")]
    [InlineData("int this[int i] => Mark();", "get_Item")]
    [InlineData("int this[int i] { get => 1; set => Mark(); }", "set_Item")]
    [InlineData("event System.Action E { add { Mark(); } remove { } }", "add_E")]
    [InlineData("public static C operator +(C a, C b) { Mark(); return a; }", "op_Addition")]
    [InlineData("public static implicit operator int(C a) => Mark();", "op_Implicit")]
    [InlineData("int _field = Mark();", "_field")]
    [InlineData("static int s_field = Mark();", "s_field")]
    [InlineData("int Auto { get; } = Mark();", "Auto")]
    [InlineData("async System.Threading.Tasks.Task M() { Mark(); await System.Threading.Tasks.Task.Yield(); }", "M")]
    [InlineData("System.Collections.Generic.IEnumerable<int> M() { yield return Mark(); }", "M")]
    public void Binds_every_kind_of_body(string member, string name)
    {
        var compilation = Compiled.Library("lib", $"partial class C {{ static int Mark() => 1; {member} }}").WithoutErrors();

        var symbol = compilation.GetTypeByMetadataName("C")!.GetMembers(name)[0];

        var body = Assert.Single(new BodyBinder(compilation).BodiesOf(symbol, default));
        Assert.Equal(symbol, body.Owner, SymbolEqualityComparer.Default);
        Assert.Equal(1, CallsOf(body.Graph, "Mark"));
    }

    [Fact]
    public void Binds_primary_constructors_with_their_base_call()
    {
        var compilation = Compiled.Library("lib", """
            class Base(int n) { protected int N => n; }
            class Derived(int m) : Base(Marks.Mark()) { int M => m; }
            static class Marks { public static int Mark() => 1; }
            """).WithoutErrors();
        var binder = new BodyBinder(compilation);

        var derived = Assert.Single(binder.BodiesOf(compilation.GetTypeByMetadataName("Derived")!.InstanceConstructors[0], default));

        Assert.Equal(1, CallsOf(derived.Graph, "Mark"));
    }

    [Fact]
    public void Binds_top_level_statements()
    {
        var compilation = Compiled.Executable("Mark(); void Mark() { }").WithoutErrors();

        var body = Assert.Single(new BodyBinder(compilation).BodiesOf(compilation.GetEntryPoint(default)!, default));

        Assert.Equal(1, CallsOf(body.Graph, "Mark"));
    }

    [Fact]
    public void Binds_the_implementing_half_of_a_partial_method_in_another_file()
    {
        var compilation = Compiled.Library("lib", "partial class C { public partial void M(); static void Mark() { } }")
            .AddSyntaxTrees(Compiled.Tree("partial class C { public partial void M() { Mark(); } }", "b.cs"))
            .WithoutErrors();
        var method = (IMethodSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("M")[0];

        Assert.NotNull(method.PartialImplementationPart);
        Assert.Equal(1, CallsOf(Assert.Single(new BodyBinder(compilation).BodiesOf(method, default)).Graph, "Mark"));
    }

    [Fact]
    public void Binds_nested_local_functions_and_lambdas()
    {
        var compilation = Compiled.Library("lib", """
            class C
            {
                System.Action _field = () => { Mark(); };
                void M()
                {
                    System.Action outer = () => { void Inner() { System.Action deepest = () => { Mark(); Mark(); }; Mark(); } };
                }
                static int Mark() => 1;
            }
            """).WithoutErrors();
        var binder = new BodyBinder(compilation);

        Assert.Equal([1, 0, 1, 2], FunctionsOf(compilation).Select(function => CallsOf(Assert.Single(binder.BodiesOf(function, default)).Graph, "Mark")));
    }

    [Fact]
    public void Has_no_body_for_abstract_extern_implicit_and_metadata_members()
    {
        var compilation = Compiled.Library("lib", """
            abstract class C { public abstract void Abstract(); int Auto { get; set; } int _field; const int Const = 1; public void Generic<T>() { } }
            interface I { void M(); }
            record R(int X);
            """);
        var binder = new BodyBinder(compilation);
        var type = compilation.GetTypeByMetadataName("C")!;
        ISymbol[] members =
        [
            .. type.GetMembers("Abstract"), .. type.GetMembers("Auto"), .. type.GetMembers("get_Auto"), .. type.GetMembers("_field"), .. type.GetMembers(".ctor"),
            .. compilation.GetTypeByMetadataName("I")!.GetMembers("M"), .. compilation.GetTypeByMetadataName("R")!.GetMembers("ToString"),
            .. compilation.GetSpecialType(SpecialType.System_String).GetMembers("Trim"), compilation.GetTypeByMetadataName("C")!,
        ];

        Assert.All(members, member => Assert.Empty(binder.BodiesOf(member, default)));
    }

    [Fact]
    public void Lists_the_initialisers_of_a_type_apart_by_static()
    {
        var compilation = Compiled.Library("lib", "class C { object _a = new(), _b; int P { get; } = 1; static int s_c = 2; const int D = 3; }");
        var binder = new BodyBinder(compilation);
        var type = compilation.GetTypeByMetadataName("C")!;

        Assert.Equal(["_a", "P"], binder.InitializersOf(type, ofStatics: false, default).Select(body => body.Owner.Name));
        Assert.Equal(["s_c"], binder.InitializersOf(type, ofStatics: true, default).Select(body => body.Owner.Name));
    }

    [Fact]
    public void Treats_code_too_deep_to_bind_as_unknown()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("(x", 3_000)) + new string(')', 3_000);
        var compilation = Compiled.Library("lib", $"class C {{ int M(int x) => {string.Join(".ToString().Length + ", Enumerable.Repeat("x", 20))} + F({sum}); int F(int n) => n; }}");

        // Parsing such text may already fail; what matters is that nothing is thrown.
        Assert.True(new BodyBinder(compilation).BodiesOf(compilation.GetTypeByMetadataName("C")!.GetMembers("M")[0], default).Length <= 1);
    }

    [Fact]
    public void Passes_cancellation_through()
    {
        var compilation = Compiled.Library("lib", "class C { void M() { } }");
        var method = compilation.GetTypeByMetadataName("C")!.GetMembers("M")[0];

        Assert.ThrowsAny<OperationCanceledException>(() => new BodyBinder(compilation).BodiesOf(method, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Finds_the_symbol_of_every_member_entry()
    {
        const string Source = """
            class B(int seed) { protected int Seed => seed; }
            class C(int seed) : B(seed)
            {
                object _a = new(), _b = new(); int P { get { return 3; } } int Q => 1; int this[int i] => i; int R { get; } = 2;
                C() : this(1) { } static C() { } ~C() { } void M() { } public static C operator +(C a, C b) => a; event System.Action E { add { } remove { } }
            }
            """;
        var compilation = Compiled.Library("lib", Source).WithoutErrors();
        var binder = new BodyBinder(compilation);
        var members = TreeIndex.Of(compilation.SyntaxTrees[0]).Members;

        Assert.Equal(
            [".ctor", "get_Seed", ".ctor", "_a", "_b", "get_P", "get_Q", "get_Item", "R", ".ctor", ".cctor", "Finalize", "M", "op_Addition", "add_E", "remove_E"],
            members.Select(member => binder.SymbolOf(member, default)?.Name));
        Assert.Empty(binder.BodiesOf(binder.SymbolOf(members[0], default)!, default)); // a primary constructor without base(…) does nothing
        Assert.All(members.Skip(1), member => Assert.Single(binder.BodiesOf(binder.SymbolOf(member, default)!, default)));
        Assert.Null(binder.SymbolOf(Compiled.Index("class Foreign { void M() { } }").Members[0], default));
    }

    [Fact]
    public void Finds_the_symbol_of_top_level_statements()
    {
        var compilation = Compiled.Executable("System.Console.WriteLine();").WithoutErrors();

        var symbol = new BodyBinder(compilation).SymbolOf(TreeIndex.Of(compilation.SyntaxTrees[0]).Members[0], default);

        Assert.Equal(compilation.GetEntryPoint(default), symbol, SymbolEqualityComparer.Default);
    }

    private static int CallsOf(ControlFlowGraph graph, string name) => graph.Blocks
        .SelectMany(block => block.BranchValue is null ? block.Operations : block.Operations.Append(block.BranchValue))
        .SelectMany(operation => operation.DescendantsAndSelf())
        .OfType<IInvocationOperation>()
        .Count(call => call.TargetMethod.Name == name);

    private static ImmutableArray<IMethodSymbol> FunctionsOf(CSharpCompilation compilation)
    {
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        return [.. compilation.SyntaxTrees[0].GetRoot().DescendantNodes()
            .Where(node => node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
            .Select(node => node is LocalFunctionStatementSyntax ? (IMethodSymbol)model.GetDeclaredSymbol(node)! : (IMethodSymbol)model.GetSymbolInfo(node).Symbol!)];
    }
}
