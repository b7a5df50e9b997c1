using MmAnalyzers.Rules;

namespace MmAnalyzers.TestKit;

/// <summary>A test of one rule.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
public class MmAnalyzerTest<TRule> : MmTest<RuleHost<TRule>>
    where TRule : LockRule, new()
{
    /// <summary>Creates a test without sources.</summary>
    public MmAnalyzerTest()
    {
        TestBehaviors = TestSetup.OfRules;
    }
}
