namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Short forms for tests of one analyzer.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
/// <typeparam name="TTest">The kind of test.</typeparam>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public class AnalyzerVerifier<TAnalyzer, TTest, TVerifier>
    where TAnalyzer : Diagnostics.DiagnosticAnalyzer, new()
    where TTest : AnalyzerTest<TVerifier>, new()
    where TVerifier : IVerifier, new()
{
    /// <summary>Expects the only diagnostic that the analyzer has.</summary>
    public static DiagnosticResult Diagnostic() => Diagnostic(new TAnalyzer().SupportedDiagnostics.Single());

    /// <summary>Expects the analyzer's diagnostic with this id.</summary>
    public static DiagnosticResult Diagnostic(string diagnosticId) =>
        Diagnostic(new TAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == diagnosticId));

    /// <summary>Expects a diagnostic of a descriptor.</summary>
    public static DiagnosticResult Diagnostic(DiagnosticDescriptor descriptor) => new(descriptor);

    /// <summary>Verifies what the analyzer reports in a source.</summary>
    public static async Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected)
    {
        var test = new TTest { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        await test.RunAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
