using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.TestKit;
using MmAnalyzers.Tests.Seeds;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>Whether a summary needs a body first or the driver hands it over first is chance; what is found is not.</summary>
public sealed class SharedOutcomesTests
{
    public static TheoryData<string> Seeds => [.. SeedCatalogue.All.Select(seed => seed.Name)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Body_that_a_summary_looked_into_gives_the_same_results(string name)
    {
        var seed = SeedCatalogue.All.Single(one => one.Name == name);
        AssertEqualResults(seed.Source);
        AssertEqualResults(seed.Twin);
    }

    // Most members of the name take no lock, so that calls of it with nothing held are passed over; a summary passes over nothing.
    [Fact]
    public void Body_of_which_a_summary_sees_more_is_not_shared()
    {
        const string Source = "using System.Threading; class Gate { readonly object _o = new(); public void Open() { Monitor.Enter(_o); Log.Write(); } public void Shut() { Monitor.Exit(_o); } } "
            + "class Log { public static void Write() { } } class A { public void Open() { Log.Write(); } } class B { public void Open() { Log.Write(); } } class D { public void Open() { Log.Write(); } } "
            + "class C { readonly Gate _gate = new(); readonly object _p = new(); public void Work() { _gate.Open(); lock (_p) { } _gate.Shut(); } public void Caller() { lock (_p) { Work(); } } }";
        var program = AssertEqualResults(Source);
        var work = Probe.Method(program.Binder.Compilation, "C", "Work");

        Assert.False(program.MayChangeLocks(Probe.Method(program.Binder.Compilation, "Gate", "Open")));
        Assert.Contains("this._p[this._gate.Gate._o]", program.Summary("C", "Work"), StringComparison.Ordinal);
        Assert.Null(program.Outcomes.Take(work));
    }

    [Fact]
    public void Some_bodies_are_shared_and_each_only_once()
    {
        var compilation = new AnalysisInput("class C { readonly object _a = new(), _b = new(); public void Outer() { lock (_a) { Inner(); } } void Inner() { lock (_b) { } } }").Compile();
        var program = Probe.Engine(compilation);
        var (outer, inner) = (Probe.Method(compilation, "C", "Outer"), Probe.Method(compilation, "C", "Inner"));

        Assert.Null(program.Outcomes.Take(outer));
        _ = program.Summaries.Of(outer, CancellationToken.None);

        Assert.Null(program.Outcomes.Take(outer));
        Assert.NotNull(program.Outcomes.Take(inner));
        Assert.Null(program.Outcomes.Take(inner));
    }

    private static ProgramAnalysis AssertEqualResults(string source)
    {
        var compilation = new AnalysisInput(source).Compile();
        var (fresh, warm) = (Probe.Engine(compilation), Probe.Engine(compilation));
        foreach (var method in Methods(compilation))
        {
            _ = warm.Summaries.Of(method, CancellationToken.None);
        }

        foreach (var method in Methods(compilation))
        {
            var graphs = fresh.Binder.BodiesOf(method, CancellationToken.None).Select(body => body.Graph);
            var expected = new MemberAnalyzer(fresh, method, CancellationToken.None).Run(graphs);
            if (warm.Outcomes.Take(method) is { } known)
            {
                Assert.Equal(expected.Select(Show), new MemberAnalyzer(warm, method, CancellationToken.None).Run(known).Select(Show));
            }
        }

        return warm;
    }

    private static IEnumerable<IMethodSymbol> Methods(Compilation compilation) =>
        compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>().Where(method => !method.DeclaringSyntaxReferences.IsEmpty);

    private static string Show(BodyOutcome outcome)
    {
        var result = new ResultBuilder(outcome, "body", isGenerated: false, isConcurrent: true).Build();
        var parts = new[]
        {
            string.Join(' ', result.Edges.Concat(result.Pairs).Select(edge => $"{edge.Site}:{EdgeShape.Of(edge)}:{string.Join('>', edge.Trace)}")),
            string.Join(' ', result.Reacquisitions), string.Join(' ', result.Leaks.Select(leak => $"{leak.Held}:{string.Join(',', leak.Exits)}")), string.Join(' ', result.UnheldReleases),
            string.Join(' ', result.MovedReleases), string.Join(' ', result.BareSections), string.Join(' ', result.HeldAcrossYields.Select(across => across.Held)),
            string.Join(' ', result.UncheckedTries), string.Join(' ', result.BudgetsExceeded),
        };
        return string.Join('\n', parts);
    }
}
