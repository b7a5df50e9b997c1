using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

public sealed class SourceLocatorTests
{
    private const string LowerSource = """
        public class Lower { public static int Take<T>(T x, int[] y, ref long z) => 1; public int P => 2; public Lower(int n) { } public class Inner { public void M() { } } }
        public static class Extensions { public static void Extend(this Lower lower) { } }
        """;

    private static readonly CSharpCompilation Lower = Compiled.Library("lower", LowerSource).WithoutErrors();

    [Fact]
    public void Finds_own_source_in_the_own_compilation()
    {
        var source = new BodyBinder(Lower).SourceOf(Lower.GetTypeByMetadataName("Lower")!.GetMembers("Take")[0]);

        Assert.Same(Lower, source?.Compilation);
    }

    [Fact]
    public void Finds_no_source_in_metadata()
    {
        using var image = new MemoryStream();
        Assert.True(Lower.Emit(image).Success);
        var upper = Upper(MetadataReference.CreateFromImage(image.ToArray()));

        Assert.All(CalledIn(upper), called => Assert.Null(new BodyBinder(upper).SourceOf(called)));
        Assert.All(CalledIn(upper), called => Assert.Empty(new BodyBinder(upper).BodiesOf(called, default)));
    }

    [Fact]
    public void Finds_source_of_a_referenced_compilation_and_binds_it_there()
    {
        var upper = Upper(Lower.ToMetadataReference());
        var binder = new BodyBinder(upper);
        var called = CalledIn(upper);

        Assert.Equal(5, called.Length);
        Assert.All(called, symbol =>
        {
            // Its trees are foreign here, and asking for their model would throw.
            Assert.Empty(binder.BodiesOf(symbol, default));
            var source = Assert.NotNull(binder.SourceOf(symbol));
            Assert.Same(Lower, source.Compilation);
            Assert.Single(new BodyBinder(source.Compilation).BodiesOf(source.Symbol, default));
        });
    }

    [Fact]
    public void Finds_source_through_a_project_in_between()
    {
        var middle = Compiled.Library("middle", "public class Middle : Lower { public Middle() : base(1) { } }", Lower.ToMetadataReference()).WithoutErrors();
        var upper = Upper(middle.ToMetadataReference(), Lower.ToMetadataReference());

        Assert.All(CalledIn(upper), symbol => Assert.Same(Lower, new BodyBinder(upper).SourceOf(symbol)?.Compilation));
        Assert.Same(middle, new BodyBinder(upper).SourceOf(upper.GetTypeByMetadataName("Middle")!.InstanceConstructors[0])?.Compilation);
    }

    [Fact]
    public void Translates_symbols_that_were_retargeted()
    {
        // A project built against another version of a library sees that library's symbols through a wrapper of its own.
        var old = Library("base", "1.0.0.0");
        var changed = Library("base", "2.0.0.0");
        var middle = Compiled.Library("middle", "public class Middle { public void Use(Base b) { } }", old.ToMetadataReference()).WithoutErrors();
        var upper = Compiled.Library("upper", "class Upper { void M() => new Middle().Use(new Base()); }", middle.ToMetadataReference(), changed.ToMetadataReference()).WithoutErrors();
        var use = upper.GetTypeByMetadataName("Middle")!.GetMembers("Use")[0];

        var source = Assert.NotNull(new BodyBinder(upper).SourceOf(use));

        Assert.NotEqual(middle.Assembly, use.ContainingAssembly, SymbolEqualityComparer.Default);
        Assert.Same(middle, source.Compilation);
        Assert.Equal(middle.Assembly, source.Symbol.ContainingAssembly, SymbolEqualityComparer.Default);
        Assert.Single(new BodyBinder(middle).BodiesOf(source.Symbol, default));
    }

    private static CSharpCompilation Library(string name, string version) => Compiled
        .Library(name, $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] public class Base {{ }}")
        .WithoutErrors();

    private static CSharpCompilation Upper(params MetadataReference[] references) => Compiled.Library(
        "upper",
        "class Upper { void M(long z) { Lower.Take(\"\", new int[0], ref z); var l = new Lower(1); l.Extend(); new Lower.Inner().M(); _ = l.P; } }",
        references).WithoutErrors();

    private static ImmutableArray<ISymbol> CalledIn(CSharpCompilation compilation)
    {
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        var root = compilation.SyntaxTrees[0].GetRoot();
        IEnumerable<SyntaxNode> calls = root.DescendantNodes().OfType<InvocationExpressionSyntax>();
        return
        [
            .. calls.Concat(root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()).Select(node => model.GetSymbolInfo(node).Symbol!)
                .Where(symbol => symbol is { IsImplicitlyDeclared: false }),
            ((IPropertySymbol)model.GetSymbolInfo(root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Last()).Symbol!).GetMethod!,
        ];
    }
}
