using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MmAnalyzers.TestKit;

/// <summary>A test of any analyzer with the references, usings and options of this repository.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
public class MmTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Creates a test without sources.</summary>
    public MmTest()
    {
        TestSetup.Prepare(this);
    }

    /// <inheritdoc/>
    protected override CompilationOptions CreateCompilationOptions() => TestSetup.Compilation(OutputKind.DynamicallyLinkedLibrary);

    /// <inheritdoc/>
    protected override ParseOptions CreateParseOptions() => TestSetup.Parse;

    /// <inheritdoc/>
    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        TestSetup.AddUsings(TestState);
        return base.RunImplAsync(cancellationToken);
    }
}
