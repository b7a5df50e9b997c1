using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

public sealed class AnnotationInheritanceTests
{
    [Theory]
    [InlineData("class B : A { public override void M() { } }", "B.M")]
    [InlineData("class B : I { public void M() { } }", "B.M")]
    [InlineData("class B : A { public override void M() { } } class D : B { public override void M() { } }", "D.M")]
    [InlineData("class B { public void M() { } } class D : B, I { }", "I.M")]
    public void Takes_the_contract_of_what_is_overridden_or_implemented(string source, string member)
    {
        var clause = Compile(source).Clause(member);

        Assert.Equal(LockContractKind.Acquires, clause.Kind);
    }

    [Fact]
    public void Takes_the_contract_of_an_explicitly_implemented_member()
    {
        var compilation = Compile("class B : I { void I.M() { } }");
        var member = ((Microsoft.CodeAnalysis.INamedTypeSymbol)compilation.Symbol("B")).GetMembers("I.M").Single();

        Assert.False(new AnnotationReader(compilation).ContractOf(member).IsEmpty);
    }

    [Fact]
    public void Prefers_own_clauses_to_inherited_ones()
    {
        var clause = Compile("""class B : A { [Releases("this")] public override void M() { } }""").Clause("B.M");

        Assert.Equal(LockContractKind.Releases, clause.Kind);
    }

    [Fact]
    public void Leaves_a_hiding_member_without_contract() => Assert.True(Compile("class B : A { public new void M() { } }").Contract("B.M").IsEmpty);

    [Fact]
    public void Gives_an_accessor_the_contract_of_its_property()
    {
        var compilation = Compile("""class B { object _g = new(); [RequiresLock(nameof(_g))] int P { get; [Releases(nameof(_g))] set; } }""");

        Assert.Equal([LockContractKind.Requires], compilation.Contract("B.get_P").Clauses.Select(clause => clause.Kind));
        Assert.Equal([LockContractKind.Requires, LockContractKind.Releases], compilation.Contract("B.set_P").Clauses.Select(clause => clause.Kind));
    }

    [Fact]
    public void Reads_generic_members_and_reduced_extensions_by_their_definitions()
    {
        var compilation = Compile("""static class E { [Acquires("this")] public static void Take<T>(this T item) { } }""");
        var definition = (Microsoft.CodeAnalysis.IMethodSymbol)compilation.Symbol("E.Take");
        var reduced = definition.ReduceExtensionMethod(compilation.Symbol("A") as Microsoft.CodeAnalysis.ITypeSymbol ?? throw new InvalidOperationException());

        Assert.NotNull(reduced);
        Assert.Equal("This", Assert.Single(new AnnotationReader(compilation).ContractOf(reduced).Clauses).Lock?.ToString());
    }

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Compile(string source) => AnnotationCompilation.Of($$"""
        using MmRuntime.Annotations;
        {{source}}
        class A { [Acquires("this")] public virtual void M() { } }
        interface I { [Acquires("this")] void M(); }
        """).Valid();
}
