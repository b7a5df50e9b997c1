using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.TestKit;

/// <summary>A test of one rule and its fix, applied one by one and to all of the project.</summary>
/// <remarks>
/// A test that is about the scopes of fixing all asks for the others too, by <see cref="CodeFixTest{TVerifier}.CodeFixTestBehaviors"/>: they repair the same
/// document in the same way, at three times the cost.
/// </remarks>
/// <typeparam name="TRule">The rule.</typeparam>
/// <typeparam name="TFix">The fix.</typeparam>
public class MmCodeFixTest<TRule, TFix> : MmFixTest<RuleHost<TRule>, TFix>
    where TRule : LockRule, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Creates a test without sources.</summary>
    public MmCodeFixTest()
    {
        TestBehaviors = TestSetup.OfRules;
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInDocumentCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
    }
}
