using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.CodeFixes.Tests.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Editing;

public sealed class InTurnFixAllProviderTests
{
    private const string Leaking = """
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return;
                Monitor.Exit(_desk);
            }
            void Drop(bool found)
            {
                {|MM2001:_gate.Enter|}();
                if (found) return;
                _gate.Exit();
            }
        """;

    private const string Safe = """
            void Scan(bool found)
            {
                lock (_desk)
                {
                    if (found) return;
                }
            }
            void Drop(bool found)
            {
                lock (_gate)
                {
                    if (found) return;
                }
            }
        """;

    [Fact]
    public Task Repairs_all_of_a_document_of_a_project_and_of_a_solution()
    {
        var test = new MmCodeFixTest<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>
        {
            TestCode = Desk.With(Leaking),
            FixedCode = Desk.With(Safe),
            CodeFixTestBehaviors = CodeFixTestBehaviors.None,
        };
        return test.RunAsync(CancellationToken.None);
    }
}
