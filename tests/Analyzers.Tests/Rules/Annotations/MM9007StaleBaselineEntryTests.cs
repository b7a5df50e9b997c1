using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9007StaleBaselineEntryTests
{
    private const string Cycle = """
        public class A
        {
            private readonly object _x = new();
            private readonly object _y = new();
            public void One() { lock (_x) { lock (_y) { } } }
            public void Two() { lock (_y) { lock (_x) { } } }
        }
        """;

    [Theory]
    [InlineData("MM1002 F:A._x>X|F:A._z>X", "F:A._x>X|F:A._z>X", "no cycle has this identity")]
    [InlineData("MM1011 F:A._y>X|F:A._x>X x2", "F:A._y>X|F:A._x>X", "no cycle has this identity")]
    [InlineData("MM2001 M:A.One", "M:A.One", "findings of MM2001 are suppressed where they are, not in a baseline")]
    public Task Reports_an_entry_that_matches_no_finding_at_its_line(string entry, string identity, string reason)
    {
        var test = Test(Cycle, $"MM1002 F:A._x>X|F:A._y>X\n{{|#0:{entry}|}}\n");
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9007StaleBaselineEntry.Descriptor).WithLocation(0).WithArguments(identity, reason));
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Reports_an_entry_when_the_cycle_is_gone()
    {
        var test = Test("class A { }", "{|#0:MM1002 F:A._x>X|F:A._y>X # reviewed|}");
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MM9007StaleBaselineEntry.Descriptor).WithLocation(0).WithArguments("F:A._x>X|F:A._y>X", "no cycle has this identity"));
        return test.RunAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("MM1002 F:A._x>X|F:A._y>X")]
    [InlineData("MM1002 F:A._x>X|F:A._y>X x7 # once more than there are")]
    [InlineData("MM1011 F:A._x>X|F:A._y>X")]
    [InlineData("# nothing")]
    public Task Silent_on_an_entry_that_matches(string entry) => Test(Cycle, entry).RunAsync(CancellationToken.None);

    [Fact]
    public Task Silent_on_a_line_that_is_no_entry() => Test(Cycle, "MM1002\nnonsense").RunAsync(CancellationToken.None);

    private static MmAnalyzerTest<MM9007StaleBaselineEntry> Test(string source, string baseline)
    {
        var test = new MmAnalyzerTest<MM9007StaleBaselineEntry> { TestCode = source };
        test.TestState.AdditionalFiles.Add(("/mm.baseline.txt", baseline));
        return test;
    }
}
