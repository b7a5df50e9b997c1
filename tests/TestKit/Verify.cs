using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.TestKit;

/// <summary>The short forms that test classes use.</summary>
public static class Verify
{
    /// <summary>The rule reports what the markup says, and nothing else.</summary>
    public static Task Rule<TRule>(string source)
        where TRule : LockRule, new() => Rule<TRule>(source, []);

    /// <summary>The rule reports what the markup says and what is expected beside it, and nothing else.</summary>
    public static Task Rule<TRule>(string source, params DiagnosticResult[] expected)
        where TRule : LockRule, new() => Run<RuleHost<TRule>>(source, expected);

    /// <summary>The rule reports nothing; markup is refused, since it would be a contradiction.</summary>
    public static Task Silent<TRule>(string source)
        where TRule : LockRule, new()
    {
        TestFileMarkupParser.GetSpans(source, out _, out System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>> spans);
        new DefaultVerifier().Empty("markup in a source that must be silent", spans.Keys.Select(key => key.Length == 0 ? "[|…|]" : key));
        return Rule<TRule>(source, []);
    }

    /// <summary>All rules together report what the markup says, by ids, and nothing else.</summary>
    public static Task AllRules(string source) => Run<LockAnalyzer>(source, []);

    private static Task Run<TAnalyzer>(string source, DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new MmTest<TAnalyzer> { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(CancellationToken.None);
    }
}
