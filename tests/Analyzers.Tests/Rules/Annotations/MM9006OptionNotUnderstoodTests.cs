using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9006OptionNotUnderstoodTests
{
    private const string Plain = "class C { }";

    private const string Locks = """
        namespace Acme;
        public class Latch { public void Enter(int patience) { } }
        public class SubLatch : Latch { public void Own() { } }
        """;

    [Theory]
    [InlineData("mm_analyzers.max_cycle_lenght = 4", "there is no option 'mm_analyzers.max_cycle_lenght'; did you mean 'mm_analyzers.max_cycle_length'?")]
    [InlineData("mm_analyzers.max_cycle_length = many", "'many' is no value of 'mm_analyzers.max_cycle_length', which is a whole number from 2 to 8")]
    [InlineData("build_property.MmAnalyzersPreset = Stict", "'Stict' is no preset: MmAnalyzersPreset is one of Recommended, All, Strict, Tests, None")]
    public Task Reports_a_global_option_without_a_place(string line, string text)
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Plain };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{line}\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9006OptionNotUnderstood.Descriptor).WithNoLocation().WithArguments(text));
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Reports_an_option_that_is_set_for_single_files()
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Plain };
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nmm_analyzers.concurrency = tests\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9006OptionNotUnderstood.Descriptor).WithNoLocation().WithArguments(
            "'mm_analyzers.concurrency' is set for single files, where it has no effect: set it in a configuration file that starts with 'is_global = true'"));
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Reports_each_bad_line_of_a_baseline_where_it_stands()
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Plain };
        test.TestState.AdditionalFiles.Add((
            "/src/mm.baseline.txt",
            """
            # accepted
            MM1002 F:N.C._a>F:N.C._b x2 # fine
            {|#0:MM1002|}
            {|#1:MM1002 F:N.C._a twice|}
            """));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9006OptionNotUnderstood.Descriptor)
            .WithLocation(0).WithArguments("the identity of the finding is missing after 'MM1002'"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9006OptionNotUnderstood.Descriptor)
            .WithLocation(1).WithArguments("'twice' is no number of findings such as 'x2'; a note starts with '#'"));
        return test.RunAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("aquires Acme.Latch.Enter", "a line cannot start with 'aquires'; did you mean 'acquires'?")]
    [InlineData("acquires Acme.Lach.Enter", "there is no type 'Acme.Lach'; did you mean 'Acme.Latch'?")]
    [InlineData("acquires Acme.Latch.Entr", "'Acme.Latch' has no method 'Entr'; did you mean 'Enter'?")]
    [InlineData("acquires Acme.Latch.Enter(System.String)", "no overload of 'Acme.Latch.Enter' has the parameters '(System.String)'")]
    [InlineData("acquires Acme.SubLatch.Enter", "'Enter' is declared by a base of 'Acme.SubLatch': name that, 'Acme.Latch'")]
    [InlineData("runs-now Acme.Latch.Enter callback=action", "'Acme.Latch.Enter' has no parameter 'action'")]
    [InlineData("lock Acme.Latch acquire=Enter release=Leave", "'Acme.Latch' has no method 'Leave'")]
    public Task Reports_a_line_of_a_locks_file_that_means_nothing(string line, string text)
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Locks };
        test.TestState.AdditionalFiles.Add(("/src/acme.mmlocks.txt", $"# Acme\n{{|#0:{line}|}}\n"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9006OptionNotUnderstood.Descriptor).WithLocation(0).WithArguments(text));
        return test.RunAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("acquires Other.Latch.Enter")]
    [InlineData("acquires Acme.Sub.Thing.Enter")]
    [InlineData("acquires Acme.Whatever.Enter")]
    [InlineData("runs-now Acme.Latch.Enter(System.Int32) callback=this")]
    [InlineData("acquires Acme.Latch.Enter lock=some.name")]
    [InlineData("acquires System.Lazy`1.#ctor")]
    [InlineData("lock Acme.SubLatch acquire=Own")]
    public Task Silent_on_a_line_that_means_something_or_a_library_that_is_not_there(string line)
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Locks };
        test.TestState.AdditionalFiles.Add(("/src/acme.mmlocks.txt", line));
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Says_what_has_no_effect()
    {
        var input = new AnalysisInput(Plain) { Options = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("mm_analyzers.colour", "red") };

        var diagnostic = Assert.Single(await Analysis.Run(new RuleHost<MM9006OptionNotUnderstood>(), input));

        Assert.Equal("Not understood, so without effect: there is no option 'mm_analyzers.colour'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task Silent_when_everything_is_understood()
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = Plain };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", """
            is_global = true
            mm_analyzers.concurrency = library
            mm_analyzers.budget.operations = 30000
            build_property.MmAnalyzersPreset = Strict
            dotnet_diagnostic.MM1002.severity = error
            mm_analyzers_of_somebody_else = 1
            """));
        test.TestState.AdditionalFiles.Add(("/mm.baseline.txt", "# nothing accepted\n"));
        test.TestState.AdditionalFiles.Add(("/notes.txt", "MM1002 is not a baseline line here"));
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Reports_beside_broken_code_without_a_crash()
    {
        var test = new MmAnalyzerTest<MM9006OptionNotUnderstood> { TestCode = "class C { void M( { lock (", CompilerDiagnostics = CompilerDiagnostics.None };
        test.TestState.AdditionalFiles.Add(("/mm.baseline.txt", "{|MM9006:?|}\n"));
        return test.RunAsync(CancellationToken.None);
    }
}
