using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
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
    public static async Task Silent<TRule>(string source)
        where TRule : LockRule, new()
    {
        var marks = MarkedCode.Read(source).Marks.Select(mark => mark.Id.Length == 0 ? "[|…|]" : mark.Id);
        new DefaultVerifier().Empty("markup in a source that must be silent", marks);
        await Rule<TRule>(source, []).ConfigureAwait(false);
    }

    /// <summary>All rules together report what the markup says, by ids, and nothing else.</summary>
    public static Task AllRules(string source) => Run<LockAnalyzer>(source, []);

    /// <summary>The rule reports once, where the markup says if it says anything, with exactly this message.</summary>
    public static async Task Message<TRule>(string source, string expectedMessage)
        where TRule : LockRule, new()
    {
        var code = MarkedCode.Read(source);
        var analyzer = new RuleHost<TRule>();
        var diagnostics = await Analysis.Run(analyzer, code.Text).ConfigureAwait(false);
        var verifier = new DefaultVerifier();
        verifier.True(diagnostics.Length == 1, $"Expected one diagnostic, got {diagnostics.Length}:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}");
        if (!code.Marks.IsEmpty)
        {
            verifier.Equal(code.Show(analyzer.SupportedDiagnostics), code.Show(diagnostics));
        }

        var message = diagnostics[0].GetMessage(CultureInfo.InvariantCulture);
        verifier.True(message == expectedMessage, $"The message is not as expected.{Environment.NewLine}expected: {expectedMessage}{Environment.NewLine}was:      {message}");
    }

    /// <summary>The fix makes the fixed source of the source, applied one by one and in bulk.</summary>
    public static Task Fix<TRule, TFix>(string source, string fixedSource, params DiagnosticResult[] expected)
        where TRule : LockRule, new()
        where TFix : CodeFixProvider, new() => Fix<TRule, TFix>(source, fixedSource, iterations: null, expected);

    /// <summary>The fix makes the fixed source of the source, in so many single steps.</summary>
    public static Task Fix<TRule, TFix>(string source, string fixedSource, int? iterations, params DiagnosticResult[] expected)
        where TRule : LockRule, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new MmCodeFixTest<TRule, TFix> { TestCode = source, FixedCode = fixedSource, NumberOfIncrementalIterations = iterations };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(CancellationToken.None);
    }

    /// <summary>The rule reports what the markup says, but no fix is offered for it.</summary>
    public static Task NoFix<TRule, TFix>(string source)
        where TRule : LockRule, new()
        where TFix : CodeFixProvider, new() => Fix<TRule, TFix>(source, source, iterations: 0);

    /// <summary>The rule reports what the application's markup says, whether the library is a project or a compiled file.</summary>
    public static Task CrossProject<TRule>(string librarySource, string appSource)
        where TRule : LockRule, new() => new CrossProjectCase(new RuleHost<TRule>(), librarySource, appSource).Verify();

    /// <summary>All rules report what the application's markup says, whether the library is a project or a compiled file.</summary>
    public static Task CrossProjectAllRules(string librarySource, string appSource) => new CrossProjectCase(new LockAnalyzer(), librarySource, appSource).Verify();

    private static Task Run<TAnalyzer>(string source, DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new MmTest<TAnalyzer> { TestCode = source, TestBehaviors = TestSetup.OfRules };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(CancellationToken.None);
    }
}
