using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Testing.Tests;

/// <summary>A verifier that passes wrongly is worse than none: each way of being wrong has to fail, and to say so.</summary>
public sealed class DiagnosticMismatchTests
{
    private const string Numbered = "class {|#1:C|} { int {|#0:gate|}; }";

    private static DiagnosticResult Gate => new DiagnosticResult(GateAnalyzer.Rule).WithLocation(0).WithLocation(1);

    [Fact]
    public Task Passes_when_markup_is_right() => Run("class C { int [|gate|]; }");

    [Fact]
    public Task Passes_when_markup_names_the_id() => Run("class C { int {|GATE1:gate|}; string door; }");

    [Fact]
    public Task Passes_when_everything_is_stated() => Run(Numbered, Gate.WithArguments("Int32", "C"));

    [Fact]
    public Task Passes_when_additional_locations_are_not_asked_for() =>
        Run(Numbered, new DiagnosticResult(GateAnalyzer.Rule).WithLocation(0).WithArguments("Int32", "C").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Fails_when_a_diagnostic_is_missing() =>
        Fails("class C { int [|door|]; }", ["1 expected, 0 reported", "MISSING    GATE1", "Test0.cs(1,15)-(1,19)"]);

    [Fact]
    public Task Fails_when_there_is_an_extra_one() =>
        Fails("class C { int gate; }", ["0 expected, 1 reported", "UNEXPECTED Warning GATE1", "'gate'", "Gate of type 'Int32' in 'C'"]);

    [Fact]
    public Task Fails_when_one_of_two_is_extra() =>
        Fails("class C { int [|gate|]; } class D { int gate; }", ["1 expected, 2 reported", "UNEXPECTED", "in 'D'"]);

    [Fact]
    public Task Fails_when_the_span_is_wrong() =>
        Fails("class C { [|int gate|]; }", ["DIFFERENT  GATE1", "span: expected", "'int gate'", "was", "'gate'"]);

    [Fact]
    public Task Fails_when_only_the_end_of_the_span_is_wrong() =>
        Fails("class C { int [|gate;|] }", ["DIFFERENT  GATE1", "span: expected", "'gate;'"]);

    [Fact]
    public Task Fails_when_an_argument_is_wrong() =>
        Fails(Numbered, ["arguments: expected (\"Int32\", \"D\"), was (\"Int32\", \"C\")"], Gate.WithArguments("Int32", "D"));

    [Fact]
    public Task Fails_when_an_argument_is_wrong_and_only_the_id_is_known() =>
        Fails(Numbered, ["arguments: expected (\"X\"), was (\"Int32\", \"C\")"], new DiagnosticResult("GATE1", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithArguments("X"));

    [Fact]
    public Task Fails_when_the_arguments_are_not_stated() =>
        Fails(Numbered, ["message: expected \"Gate of type '{0}' in '{1}'\""], Gate);

    [Fact]
    public Task Fails_when_the_message_is_wrong() =>
        Fails(Numbered, ["message: expected \"Something else\", was \"Gate of type 'Int32' in 'C'\""], Gate.WithMessage("Something else"));

    [Fact]
    public Task Fails_when_the_severity_is_wrong() =>
        Fails(Numbered, ["severity: expected Error, was Warning"], Gate.WithArguments("Int32", "C").WithSeverity(DiagnosticSeverity.Error));

    [Fact]
    public Task Fails_when_the_id_is_wrong() =>
        Fails("class C { int {|GATE2:gate|}; }", ["id: expected GATE2, was GATE1"]);

    [Fact]
    public Task Fails_when_an_additional_location_is_not_stated() =>
        Fails(Numbered, ["additional locations: expected none, was", "'C'"], new DiagnosticResult(GateAnalyzer.Rule).WithLocation(0).WithArguments("Int32", "C"));

    [Fact]
    public Task Fails_when_the_additional_location_is_wrong() =>
        Fails("class C { int {|#0:gate|}; } class {|#1:D|};", ["additional locations: expected", "'D'"], Gate.WithArguments("Int32", "C"));

    [Fact]
    public Task Fails_when_no_location_is_expected_but_one_is_reported() =>
        Fails(Numbered, ["location: expected none"], new DiagnosticResult("GATE1", DiagnosticSeverity.Warning));

    [Fact]
    public Task Fails_when_the_numbered_span_does_not_exist() =>
        Fails("class C { int gate; }", ["location 3", "{|#3:"], new DiagnosticResult(GateAnalyzer.Rule).WithLocation(3));

    [Fact]
    public async Task Pasting_the_reported_list_makes_the_test_pass()
    {
        var message = await Fails("class C { int gate; }", ["class {|#1:C|} { int {|#0:gate|}; }"]);
        Assert.Contains("new DiagnosticResult(\"GATE1\", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithArguments(\"Int32\", \"C\"),", message, StringComparison.Ordinal);
        await Run(Numbered, new DiagnosticResult("GATE1", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1).WithArguments("Int32", "C"));
    }

    [Fact]
    public Task A_vague_expectation_does_not_take_what_a_strict_one_needs()
    {
        var vague = new DiagnosticResult("GATE1", DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);
        return new MmTest<TwiceAnalyzer>
        {
            TestCode = "class {|#0:C|};",
            ExpectedDiagnostics = { vague, vague.WithArguments("first") },
        }.RunAsync();
    }

    private static Task Run(string source, params DiagnosticResult[] expected)
    {
        var test = new MmTest<GateAnalyzer> { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    private static Task<string> Fails(string source, string[] parts, params DiagnosticResult[] expected) => Failing.Says(() => Run(source, expected), parts);
}
