using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Symbols;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Symbols;

/// <summary>When calls run their delegates, asked as the engine asks: by the symbol called.</summary>
public sealed class InvocationCatalogueTests
{
    private static readonly CSharpParseOptions Latest = new(LanguageVersion.Latest);

    [Theory]
    [InlineData("new List<int>().ForEach(x => { })", 0, CallbackTiming.Now)]
    [InlineData("new List<int>().Any(x => true)", 0, CallbackTiming.Now)]
    [InlineData("Enumerable.Sum(new int[1], x => x)", 1, CallbackTiming.Now)]
    [InlineData("new int[1].Where(x => true)", 0, CallbackTiming.OnUse)]
    [InlineData("new ConcurrentDictionary<int, int>().GetOrAdd(1, k => k)", 1, CallbackTiming.Now)]
    [InlineData("new ConcurrentDictionary<int, int>().GetOrAdd(1, 2)", 1, CallbackTiming.Unknown)]
    [InlineData("Parallel.For(0, 9, i => { })", 2, CallbackTiming.NowElsewhere)]
    [InlineData("Parallel.Invoke(() => { }, () => { })", 0, CallbackTiming.NowElsewhere)]
    [InlineData("Task.Run(() => { })", 0, CallbackTiming.Later)]
    [InlineData("Task.Run(() => { }, CancellationToken.None)", 1, CallbackTiming.Unknown)]
    [InlineData("new Task<int>(() => 1)", 0, CallbackTiming.Later)]
    [InlineData("new Thread(() => { })", 0, CallbackTiming.Later)]
    [InlineData("new Lazy<object>(() => new object())", 0, CallbackTiming.OnUse)]
    [InlineData("CancellationToken.None.Register(() => { })", 0, CallbackTiming.Later)]
    [InlineData("new CancellationTokenSource().Cancel()", InvocationCatalogue.Receiver, CallbackTiming.Now)]
    [InlineData("new CancellationTokenSource().Cancel()", 0, CallbackTiming.Unknown)]
    [InlineData("ImmutableList<int>.Empty.ToBuilder().ForEach(x => { })", 0, CallbackTiming.Now)]
    [InlineData("((IImmutableList<int>)ImmutableList<int>.Empty).RemoveAll(x => true)", 0, CallbackTiming.Now)]
    [InlineData("Task.Factory.FromAsync((c, s) => null!, r => { }, null)", 0, CallbackTiming.Now)]
    [InlineData("Task.Factory.FromAsync((c, s) => null!, r => { }, null)", 1, CallbackTiming.Later)]
    [InlineData("new FileStream(\"\", FileMode.Open).BeginRead(null!, 0, 0, r => { }, null)", 3, CallbackTiming.Later)]
    [InlineData("new Action(() => { }).Invoke()", InvocationCatalogue.Receiver, CallbackTiming.Now)]
    [InlineData("new Action(() => { }).BeginInvoke(r => { }, null)", InvocationCatalogue.Receiver, CallbackTiming.Later)]
    [InlineData("new Action(() => { }).BeginInvoke(r => { }, null)", 0, CallbackTiming.Later)]
    [InlineData("Enumerable.Empty<int>().AsQueryable().Where(x => true)", 1, CallbackTiming.Unknown)]
    [InlineData("new Own().ForEach(() => { })", 0, CallbackTiming.Unknown)]
    internal void Call_runs_its_delegate(string call, int ordinal, CallbackTiming expected)
    {
        var symbol = Called($"class C {{ void M() {{ {call}; }} }} class Own {{ public int ForEach(Action a) => 0; }}");

        Assert.Equal(expected, InvocationCatalogue.Framework.WhenRuns(symbol, ordinal));
    }

    [Fact]
    public void Getter_of_a_lazy_runs_what_the_lazy_was_made_with()
    {
        var getter = Compile("class C;").GetTypeByMetadataName("System.Lazy`1")!.GetMembers("get_Value").OfType<IMethodSymbol>().Single();

        Assert.Equal(CallbackTiming.Now, InvocationCatalogue.Framework.WhenRuns(getter, InvocationCatalogue.Receiver));
    }

    [Theory]
    [InlineData("class C { event Action E; }", CallbackTiming.Later)]
    [InlineData("class C { event Action E { add => value(); remove { } } }", CallbackTiming.Unknown)]
    [InlineData("abstract class C { public abstract event Action E; }", CallbackTiming.Later)]
    internal void Subscription_runs_later_unless_an_accessor_decides(string source, CallbackTiming expected)
    {
        var accessor = Compile(source).GetTypeByMetadataName("C")!.GetMembers("E").OfType<IEventSymbol>().Single().AddMethod!;

        Assert.Equal(expected, InvocationCatalogue.Framework.WhenRuns(accessor, 0));
    }

    [Fact]
    public void Added_row_speaks_of_one_parameter_of_overrides_and_of_implementations()
    {
        const string Source = """
            interface IBus { void Publish(Action first, Action second); }
            class Bus : IBus { public virtual void Publish(Action first, Action second) { } }
            class SubBus : Bus { public override void Publish(Action first, Action second) { } }
            class C { void M() { new SubBus().Publish(null!, null!); } }
            """;
        var catalogue = new InvocationCatalogue([new(new("IBus", "Publish"), "second", CallbackTiming.Now), new(new("Bus", "Publish"), "first", CallbackTiming.Later)]);
        var publish = Compile(Source).GetTypeByMetadataName("Bus")!.GetMembers("Publish").OfType<IMethodSymbol>().Single();

        Assert.Equal(CallbackTiming.Now, catalogue.WhenRuns(publish, 1));
        Assert.Equal(CallbackTiming.Later, catalogue.WhenRuns(Called(Source), 0));
    }

    [Fact]
    public void Added_row_goes_before_the_framework_and_may_mean_one_overload()
    {
        var catalogue = new InvocationCatalogue([new(new("System.Threading.Tasks.Task", "Run", "System.Action"), null, CallbackTiming.Now)]);

        Assert.Equal(CallbackTiming.Now, catalogue.WhenRuns(Called("class C { void M() { Task.Run(() => { }); } }"), 0));
        Assert.Equal(CallbackTiming.Later, catalogue.WhenRuns(Called("class C { void M() { Task.Run(() => 1); } }"), 0));
    }

    private static IMethodSymbol Called(string source)
    {
        var compilation = Compile(source);
        var tree = compilation.SyntaxTrees.First();
        var call = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(method => method.Identifier.Text == "M")
            .DescendantNodes().First(node => node is BaseObjectCreationExpressionSyntax { Parent: not MemberAccessExpressionSyntax } or InvocationExpressionSyntax);
        return Assert.IsAssignableFrom<IMethodSymbol>(compilation.GetSemanticModel(tree).GetSymbolInfo(call).Symbol);
    }

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText(source, Latest), CSharpSyntaxTree.ParseText(Usings, Latest)],
        TestReferences.All,
        new(OutputKind.DynamicallyLinkedLibrary));

    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;
}
