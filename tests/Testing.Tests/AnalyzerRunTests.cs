using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Testing.Tests;

/// <summary>What belongs to a run of analyzers: crashes, compiler errors, generated code, suppression, the end of the compilation.</summary>
public sealed class AnalyzerRunTests
{
    [Fact]
    public Task Fails_when_the_analyzer_crashes() =>
        Failing.Says(() => Run<CrashingAnalyzer>("class C;"), "AD0001", nameof(CrashingAnalyzer), "deliberate crash");

    [Fact]
    public Task Fails_when_the_source_has_an_error_nobody_declared() =>
        Failing.Says(() => Run<GateAnalyzer>("class C { Missing x; }"), "UNEXPECTED Error CS0246", "'Missing'");

    [Fact]
    public Task Passes_when_the_error_is_declared() => Run<GateAnalyzer>("class C { {|CS0246:Missing|} [|gate|]; }");

    [Fact]
    public Task Passes_when_the_error_is_declared_as_an_expected_result() => new MmTest<GateAnalyzer>
    {
        TestCode = "class C { {|#0:Missing|} x; }",
        ExpectedDiagnostics = { DiagnosticResult.CompilerError("CS0246").WithLocation(0).WithArguments("Missing") },
    }.RunAsync();

    [Fact]
    public Task Compiler_warnings_count_when_asked_for() =>
        Failing.Says(() => new MmTest<GateAnalyzer> { TestCode = "class C { int x; }", CompilerDiagnostics = CompilerDiagnostics.Warnings }.RunAsync(), "CS0169");

    [Fact]
    public Task Nothing_of_the_compiler_counts_when_switched_off() =>
        new MmTest<GateAnalyzer> { TestCode = "class C { Missing [|gate|] }", CompilerDiagnostics = CompilerDiagnostics.None }.RunAsync();

    [Fact]
    public Task Fails_when_generated_code_is_reported() =>
        Failing.Says(() => Run<RelentlessAnalyzer>("class [|C|];"), "The same sources as generated code", "UNEXPECTED", "TYPE1");

    [Fact]
    public Task Generated_code_is_not_tried_when_skipped() =>
        new MmTest<RelentlessAnalyzer> { TestCode = "class [|C|];", TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck }.RunAsync();

    [Fact]
    public Task Fails_when_a_pragma_does_not_suppress() => Failing.Says(
        () => new MmTest<GateAnalyzer> { TestCode = "#pragma warning restore GATE1\nclass C { int [|gate|]; }" }.RunAsync(),
        "The same sources with the rules disabled");

    [Fact]
    public Task Suppression_is_not_tried_when_skipped() => new MmTest<GateAnalyzer>
    {
        TestCode = "#pragma warning restore GATE1\nclass C { int [|gate|]; }",
        TestBehaviors = TestBehaviors.SkipSuppressionCheck,
    }.RunAsync();

    [Fact]
    public Task Silent_when_a_pragma_suppresses() => Run<GateAnalyzer>("#pragma warning disable GATE1\nclass C { int gate; }");

    [Fact]
    public Task Disabled_rules_are_silent() => new MmTest<GateAnalyzer> { TestCode = "class C { int gate; }", DisabledDiagnostics = { "GATE1" } }.RunAsync();

    [Fact]
    public Task Diagnostics_of_the_end_of_the_compilation_are_found_even_of_rules_that_are_off() => Run<EndAnalyzer>("class [|C|];");

    [Fact]
    public Task Several_files_are_marked_each() => new MmTest<GateAnalyzer>
    {
        TestState = { Sources = { "class C { int [|gate|]; }", ("/0/Other.cs", "class D { int [|gate|]; }") } },
    }.RunAsync();

    [Fact]
    public Task Additional_files_and_both_kinds_of_configuration_reach_the_analyzer() => new MmTest<EndAnalyzer>
    {
        TestState =
        {
            Sources = { "class {|#0:C|};" },
            AdditionalFiles = { ("/0/extra.txt", "text") },
            AnalyzerConfigFiles =
            {
                ("/.globalconfig", "is_global = true\nend.text = everywhere\n"),
                ("/.editorconfig", "root = true\n[*.cs]\nend.text = here\ndotnet_diagnostic.END1.severity = error\n"),
            },
            ExpectedDiagnostics = { new DiagnosticResult(EndAnalyzer.Rule).WithLocation(0).WithArguments(1, "everywhere", "here").WithSeverity(DiagnosticSeverity.Error) },
        },
    }.RunAsync();

    [Fact]
    public Task Other_projects_are_referenced_and_analysed_too() => new MmTest<GateAnalyzer>
    {
        TestState =
        {
            Sources = { "class C { Library.Base [|gate|]; }" },
            AdditionalProjectReferences = { "Library" },
            AdditionalProjects = { ["Library"] = { Sources = { "namespace Library; public class Base { int [|gate|]; }" } } },
        },
    }.RunAsync();

    [Fact]
    public Task Programs_may_have_top_level_statements() => new MmTest<GateAnalyzer>
    {
        TestState = { Sources = { "Console.WriteLine(); class C { int [|gate|]; }" }, OutputKind = OutputKind.ConsoleApplication },
    }.RunAsync();

    [Fact]
    public Task Solution_transforms_are_applied() => new MmTest<GateAnalyzer>
    {
        TestCode = "#if FLAG\nclass C { int [|gate|]; }\n#endif",
        SolutionTransforms = { (solution, id) => solution.WithProjectParseOptions(id, CSharpParseOptions.Default.WithPreprocessorSymbols("FLAG")) },
    }.RunAsync();

    [Fact]
    public Task Numeric_places_are_understood() => new MmTest<GateAnalyzer>
    {
        TestCode = "class C\n{\n    int gate;\n}",
        ExpectedDiagnostics = { new DiagnosticResult("GATE1", DiagnosticSeverity.Warning).WithSpan(3, 9, 3, 13).WithLocation(1, 7) },
    }.RunAsync();

    private static Task Run<TAnalyzer>(string source)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() => new MmTest<TAnalyzer> { TestCode = source }.RunAsync();
}
