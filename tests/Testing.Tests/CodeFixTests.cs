using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Testing.Tests;

/// <summary>Each way in which a fix can be wrong has to fail, and to say so.</summary>
public sealed class CodeFixTests
{
    private const string Source = "class C { int [|gate|]; }";
    private const string Fixed = "class C { int door; }";
    private const string TwoSource = "class C { int [|gate|]; } class D { int [|gate|]; }";
    private const string TwoFixed = "class C { int door; } class D { int door; }";

    [Fact]
    public Task Passes_when_the_fix_is_right() => Test<DoorFix>(Source, Fixed).RunAsync();

    [Fact]
    public Task Passes_when_two_are_fixed() => Test<DoorFix>(TwoSource, TwoFixed).RunAsync();

    [Fact]
    public Task Only_diagnostics_are_verified_when_no_fixed_state_is_given() => new MmFixTest<GateAnalyzer, CrashingFix> { TestCode = Source }.RunAsync();

    [Fact]
    public Task Fails_when_the_fix_gives_another_text() =>
        Fails<DoorFix>(Source, "class C { int window; }", "did not give the expected text of /0/Test0.cs", "- class C { int window; }", "+ class C { int door; }");

    [Fact]
    public Task Fails_when_a_fix_is_offered_and_none_is_expected() => Fails<DoorFix>(Source, Source, "did not give the expected text");

    [Fact]
    public Task Fails_when_the_fix_changes_nothing() => Fails<KeepFix>(Source, Fixed, "'Rename to gate' changes nothing");

    [Fact]
    public Task Fails_when_the_fix_changes_nothing_and_nothing_is_expected_to_change() => Fails<KeepFix>(Source, Source, "'Rename to gate' changes nothing");

    [Fact]
    public Task Passes_when_no_fix_is_offered_and_none_is_expected() => Test<EndFix>(Source, Source).RunAsync();

    [Fact]
    public Task Fails_when_no_fix_is_offered_and_one_is_expected() => Fails<EndFix>(Source, Fixed, "Fixing one by one", "- class C { int door; }", "+ class C { int gate; }");

    [Fact]
    public Task Fails_when_there_are_fewer_single_steps() =>
        Failing.Says(() => Test<DoorFix>(TwoSource, TwoFixed, test => test.NumberOfIncrementalIterations = 3).RunAsync(), "Fixing one by one", "Expected 3 iterations, found 2");

    [Fact]
    public Task Fails_when_there_are_more_single_steps() =>
        Failing.Says(() => Test<DoorFix>(TwoSource, TwoFixed, test => test.NumberOfIncrementalIterations = 1).RunAsync(), "Fixing one by one", "Expected 1 iterations, found 2");

    [Fact]
    public Task Fails_when_fixing_in_bulk_takes_another_number_of_steps() =>
        Failing.Says(() => Test<DoorFix>(TwoSource, TwoFixed, test => test.NumberOfFixAllIterations = 2).RunAsync(), "Fixing all in the Document", "Expected 2 iterations, found 1");

    [Fact]
    public Task Fails_when_the_fix_never_comes_to_an_end() => Fails<GrowFix>(Source, Fixed, "again and again", "Rename to grow");

    [Fact]
    public Task Fails_when_the_fix_crashes() => Fails<CrashingFix>(Source, Fixed, nameof(CrashingFix) + " crashed", "deliberate crash");

    [Fact]
    public Task Fails_when_asking_for_the_fix_crashes() => Fails<CrashingOfferFix>(Source, Fixed, nameof(CrashingOfferFix) + " crashed", "deliberate crash");

    [Fact]
    public Task Fails_when_the_fix_leaves_a_compile_error()
    {
        const string taken = "class C { int [|gate|]; int door; }";
        return Fails<DoorFix>(taken, "class C { int door; int door; }", "Diagnostics of the fixed state", "CS0102");
    }

    [Fact]
    public Task Passes_when_the_compile_error_is_declared() =>
        Test<DoorFix>("class C { int [|gate|]; int door; }", "class C { int door; int {|CS0102:door|}; }").RunAsync();

    [Fact]
    public Task Fails_when_the_tree_is_not_that_of_its_text() => Fails<BrokenFix>(Source, "class C { int door, hatch; }", "is not the tree of its text");

    [Fact]
    public Task The_tree_is_not_compared_when_switched_off() =>
        Test<BrokenFix>(Source, "class C { int door, hatch; }", test => test.CodeActionValidationMode = CodeActionValidationMode.None).RunAsync();

    [Fact]
    public Task Fails_when_what_is_fixed_is_never_shown_in_editors() =>
        Failing.Says(() => Test<EndFix, EndAnalyzer>("class [|C|];", "class Door;").RunAsync(), nameof(EndFix), "END1", "editors never offer");

    [Fact]
    public Task Another_action_is_chosen_by_index() => Test<DoorFix>(Source, "class C { int hatch; }", test => test.CodeActionIndex = 1).RunAsync();

    [Fact]
    public Task Another_action_is_chosen_by_key() => Test<DoorFix>(Source, "class C { int hatch; }", test => test.CodeActionEquivalenceKey = "hatch").RunAsync();

    [Fact]
    public Task Fails_when_there_is_no_action_of_that_index() =>
        Failing.Says(() => Test<DoorFix>(Source, Fixed, test => test.CodeActionIndex = 2).RunAsync(), "no code action 2", "'Rename to hatch'");

    [Fact]
    public Task Fails_when_there_is_no_action_of_that_key() =>
        Failing.Says(() => Test<DoorFix>(Source, Fixed, test => test.CodeActionEquivalenceKey = "window").RunAsync(), "equivalence key 'window'", "door, hatch");

    [Fact]
    public Task Only_the_first_is_fixed_when_asked_for()
    {
        const string one = "class C { int door; } class D { int [|gate|]; }";
        return Test<DoorFix>(TwoSource, one, test =>
        {
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne;
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        }).RunAsync();
    }

    [Fact]
    public Task Fixing_in_bulk_may_give_another_text_than_step_by_step() =>
        Failing.Says(() => Test<DoorFix>(TwoSource, TwoFixed, test => test.BatchFixedCode = "class C { int hatch; } class D { int hatch; }").RunAsync(), "Fixing all in the Document");

    private static MmFixTest<GateAnalyzer, TFix> Test<TFix>(string source, string fixedSource, Action<MmFixTest<GateAnalyzer, TFix>>? change = null)
        where TFix : CodeFixProvider, new()
    {
        var test = Test<TFix, GateAnalyzer>(source, fixedSource);
        change?.Invoke(test);
        return test;
    }

    private static MmFixTest<TAnalyzer, TFix> Test<TFix, TAnalyzer>(string source, string fixedSource)
        where TFix : CodeFixProvider, new()
        where TAnalyzer : DiagnosticAnalyzer, new() => new() { TestCode = source, FixedCode = fixedSource };

    private static Task<string> Fails<TFix>(string source, string fixedSource, params string[] parts)
        where TFix : CodeFixProvider, new() => Failing.Says(() => Test<TFix>(source, fixedSource).RunAsync(), parts);
}
