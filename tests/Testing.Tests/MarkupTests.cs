using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Testing.Tests;

/// <summary>The language in which places are marked.</summary>
public sealed class MarkupTests
{
    [Fact]
    public void Spans_nest_and_names_may_repeat()
    {
        TestFileMarkupParser.GetPositionsAndSpans("a{|#0:{|X1:b|}c|}$$[|d|]{|X1:|}", out var text, out var positions, out var spans);
        Assert.Equal("abcd", text);
        Assert.Equal(3, Assert.Single(positions));
        Assert.Equal([new TextSpan(1, 2)], spans["#0"].ToArray());
        Assert.Equal([new TextSpan(1, 1), new TextSpan(4, 0)], spans["X1"].ToArray());
        Assert.Equal([new TextSpan(3, 1)], spans[string.Empty].ToArray());
    }

    [Theory]
    [InlineData("plain { code[0] } | x")]
    [InlineData("a{|#0:{|X1:b|}c|}$$d")]
    [InlineData("[|a|]{|Y:b|}")]
    [InlineData("{|X:|}[||]a")]
    public void Markup_written_is_markup_read(string source)
    {
        TestFileMarkupParser.GetPositionsAndSpans(source, out var text, out var positions, out var spans);
        var written = TestFileMarkupParser.CreateTestFile(text, positions, spans);
        TestFileMarkupParser.GetPositionsAndSpans(written, out var again, out var samePositions, out ImmutableDictionary<string, ImmutableArray<TextSpan>> sameSpans);
        Assert.Equal(text, again);
        Assert.True(positions.SequenceEqual(samePositions));
        Assert.Equal(Show(spans), Show(sameSpans));

        static IEnumerable<string> Show(ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
            spans.Select(pair => $"{pair.Key} {string.Join(' ', pair.Value)}").Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("class C\n{ int [|gate; }", "line 2", "'[|' is never closed")]
    [InlineData("class C { int {|GATE1:gate; }", "line 1", "'{|GATE1:' is never closed")]
    [InlineData("class C { int gate|]; }", "line 1", "'|]' closes nothing")]
    [InlineData("class C { int gate|}; }", "line 1", "'|}' closes nothing")]
    [InlineData("class C { int {|GATE1 gate|}; }", "line 1", "'|}' closes nothing")]
    [InlineData("class C { int {|GATE1:gate|]; }", "line 1", "wants '|}'")]
    [InlineData("class C { int [|gate|}; }", "line 1", "wants '|]'")]
    [InlineData("class C { int {|#0:gate|}, {|#0:x|}; }", "/0/Test0.cs", "two spans '#0'")]
    public Task Malformed_markup_fails(string source, string where, string what) =>
        Failing.Says(() => new MmTest<GateAnalyzer> { TestCode = source }.RunAsync(), "/0/Test0.cs", where, what);

    [Fact]
    public Task Positions_are_code_when_asked_for() => new MmTest<GateAnalyzer>
    {
        TestCode = "class C { string x = $$\"\"\"a\"\"\"; int [|gate|]; }",
        MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode,
    }.RunAsync();

    [Fact]
    public Task A_span_without_id_is_refused_when_there_are_several_rules() =>
        Failing.Says(() => Verify.Rule<TwoIdsRule>("class [|C|];"), "does not say which diagnostic", "MM1003", "MM2001");

    [Fact]
    public Task Markup_is_code_when_switched_off() =>
        Failing.Says(() => new MmTest<GateAnalyzer> { TestState = { Sources = { "class [|C|];" }, MarkupHandling = MarkupMode.None } }.RunAsync(), "CS");
}
