using Microsoft.CodeAnalysis.CodeFixes;
using MmAnalyzers.Rules;

namespace MmAnalyzers.TestKit;

/// <summary>A test of one rule and its fix.</summary>
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
    }
}
