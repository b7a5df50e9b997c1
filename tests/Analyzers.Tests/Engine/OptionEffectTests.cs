using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine;

/// <summary>Each option changes what it says it changes.</summary>
public sealed class OptionEffectTests
{
    private const string Cycle = """
        public class A
        {
            private readonly object _x = new();
            private readonly object _y = new();
            public void One() { lock (_x) { lock (_y) { } } }
            public void Two() { lock (_y) { TakeX(); } }
            private void TakeX() { lock (_x) { } }
        }
        """;

    [Fact]
    public async Task Reports_without_options() => Assert.Equal(["MM1002", "MM1011", "MM1011"], await IdsOf(new(Cycle)));

    [Fact]
    public async Task Silent_on_what_a_baseline_accepts() =>
        Assert.Empty(await IdsOf(new(Cycle) { AdditionalTexts = [new Text("mm.baseline.txt", "MM1002 F:A._x>X|F:A._y>X # reviewed\n")] }));

    [Fact]
    public async Task Reports_what_a_baseline_of_another_cycle_does_not_accept() =>
        Assert.NotEmpty(await IdsOf(new(Cycle) { AdditionalTexts = [new Text("mm.baseline.txt", "MM1002 F:A._x>X|F:A._z>X\n")] }));

    [Theory]
    [InlineData("MM1002 F:A._x>X|F:A._y>X", true)]
    [InlineData("MM1002 F:A._x>X|F:A._y>X x2", true)]
    [InlineData("MM1002 F:A._x>X|F:A._y>X x3", false)]
    [InlineData("MM1002 F:A._x>X|F:A._y>X x9", false)]
    public async Task Reports_an_accepted_cycle_that_comes_about_in_more_ways_than_accepted(string entry, bool isReported)
    {
        // Three members take one way, one member the other.
        var more = Cycle.Replace("private void TakeX", "public void Three() { lock (_x) { lock (_y) { } } } public void Four() { lock (_x) { lock (_y) { } lock (_y) { } } } private void TakeX", StringComparison.Ordinal);

        Assert.Equal(isReported, (await IdsOf(new(more) { AdditionalTexts = [new Text("mm.baseline.txt", entry)] })).Contains("MM1002"));
    }

    [Fact]
    public async Task Finding_states_the_number_that_a_baseline_needs()
    {
        var cycle = Assert.Single(await Analysis.Run(new LockAnalyzer(), new AnalysisInput(Cycle)), diagnostic => diagnostic.Id == "MM1002");

        Assert.Equal("1", cycle.Properties["mm.ways"]);
    }

    [Fact]
    public async Task Says_that_a_search_was_cut_short_when_its_budget_is_small()
    {
        // Every order of three is gated, so the search for a way round tries them all.
        var tangle = string.Concat(Enumerable.Range(0, 12).SelectMany(i => Enumerable.Range(0, 12).Where(j => i != j).Select(j => $"public void M{i}_{j}() {{ lock (_gate) {{ lock (_l{i}) {{ lock (_l{j}) {{ }} }} }} }}\n")));
        var source = "public class A { private readonly object _gate = new(); " + string.Concat(Enumerable.Range(0, 12).Select(i => $"private readonly object _l{i} = new(); ")) + tangle + "}";

        Assert.Contains("MM9005", await IdsOf(new(source) { Options = One("mm_analyzers.budget.cycle_expansions", "10") }));
        Assert.Empty(await IdsOf(new(source)));
    }

    [Fact]
    public async Task Silent_on_calls_when_they_are_not_wanted() =>
        Assert.Empty(await IdsOf(new(Cycle) { Options = One("mm_analyzers.report_through_calls", "false") }));

    [Fact]
    public async Task Silent_in_a_library_that_is_said_to_be_a_program_without_threads() =>
        Assert.Empty(await IdsOf(new(Cycle) { Options = One("mm_analyzers.concurrency", "application") }));

    [Fact]
    public async Task Reports_in_a_program_without_threads_that_is_said_to_be_a_library()
    {
        var program = new AnalysisInput(Cycle, "new A().One();") { OutputKind = OutputKind.ConsoleApplication };

        Assert.Empty(await IdsOf(program));
        Assert.NotEmpty(await IdsOf(program with { Options = One("mm_analyzers.concurrency", "library") }));
    }

    private static ImmutableDictionary<string, string> One(string key, string value) => ImmutableDictionary<string, string>.Empty.Add(key, value);

    private static async Task<string[]> IdsOf(AnalysisInput input) =>
        [.. (await Analysis.Run(new LockAnalyzer(), input)).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal)];

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
