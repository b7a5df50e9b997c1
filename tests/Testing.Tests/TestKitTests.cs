using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Testing.Tests;

/// <summary>The short forms that test classes use.</summary>
public sealed class TestKitTests
{
    [Fact]
    public Task Silent_refuses_markup() => Failing.Says(() => Verify.Silent<MM1003SelfDeadlock>("class {|MM1003:C|};"), "markup in a source that must be silent", "MM1003");

    [Fact]
    public Task Silent_passes_for_silent_code() => Verify.Silent<MM1003SelfDeadlock>("class C { Lock a = new(); List<int>? b; }");

    /// <summary>The short forms rely on it, and therefore do not try it with every source.</summary>
    [Fact]
    public Task The_host_of_all_rules_is_silent_in_generated_code_and_obeys_pragmas() => new MmTest<LockAnalyzer>
    {
        TestCode = """
            class C
            {
                private readonly object _gate = new();

                void Run(bool early)
                {
                    {|MM2001:Monitor.Enter|}(_gate);
                    if (early)
                    {
                        return;
                    }

                    Monitor.Exit(_gate);
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Rule_fails_when_nothing_is_reported() => Failing.Says(() => Verify.Rule<MM1003SelfDeadlock>("class [|C|];"), "MISSING    MM1003");

    [Fact]
    public Task All_rules_fail_when_nothing_is_reported() => Failing.Says(() => Verify.AllRules("class {|MM2001:C|};"), "MISSING    MM2001");

    [Fact]
    public Task Message_fails_when_nothing_is_reported() => Failing.Says(() => Verify.Message<MM1003SelfDeadlock>("class [|C|];", "x"), "Expected one diagnostic, got 0");

    [Fact]
    public Task Cross_project_passes_when_both_are_silent() =>
        Verify.CrossProject<MM1003SelfDeadlock>("public class Base;", "class C : Base { Task? x; }");

    [Fact]
    public Task Cross_project_fails_when_the_library_does_not_compile() =>
        Failing.Says(() => Verify.CrossProject<MM1003SelfDeadlock>("public class Base : Missing;", "class C;"), "errors in the library", "CS0246");

    [Fact]
    public Task Cross_project_fails_when_the_application_does_not_compile() =>
        Failing.Says(() => Verify.CrossProject<MM1003SelfDeadlock>("public class Base;", "class C : Missing;"), "errors in the sources", "CS0246");

    [Fact]
    public Task Cross_project_fails_when_nothing_is_reported() =>
        Failing.Says(() => Verify.CrossProject<MM1003SelfDeadlock>("public class Base;", "class [|C|] : Base;"), "The library is a project reference", "MM1003");

    [Fact]
    public async Task Runs_without_markup_give_the_raw_diagnostics()
    {
        var diagnostics = await Analysis.Run(new GateAnalyzer(), "class C { int gate; }", "class D { int gate; }");
        Assert.Equal(["Gate of type 'Int32' in 'C'", "Gate of type 'Int32' in 'D'"], diagnostics.Select(diagnostic => diagnostic.GetMessage(null)));
    }

    [Fact]
    public Task Runs_refuse_sources_that_do_not_compile() =>
        Failing.Says(() => Analysis.Run(new GateAnalyzer(), "class C { Missing gate; }"), "errors in the sources", "CS0246");

    [Fact]
    public async Task Runs_accept_broken_sources_when_asked_for()
    {
        var diagnostics = await Analysis.Run(new GateAnalyzer(), new AnalysisInput("class C { int gate") { MayNotCompile = true });
        Assert.Equal("GATE1", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task Runs_show_crashes_as_diagnostics()
    {
        var diagnostics = await Analysis.Run(new CrashingAnalyzer(), "class C;");
        Assert.Equal("AD0001", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task Runs_take_options_and_programs()
    {
        var input = new AnalysisInput("Console.WriteLine(); class C { int gate; }")
        {
            OutputKind = OutputKind.ConsoleApplication,
            Options = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("END.text", "set"),
        };
        var compilation = input.Compile().WithOptions(input.Compile().Options.WithSpecificDiagnosticOptions([KeyValuePair.Create("END1", ReportDiagnostic.Warn)]));
        var diagnostics = await Analysis.Run(new EndAnalyzer(), input, compilation);
        Assert.Contains("At the end: 0 files, 'set', 'set'", diagnostics.Select(diagnostic => diagnostic.GetMessage(null)));
    }
}
