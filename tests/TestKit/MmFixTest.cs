using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MmAnalyzers.TestKit;

/// <summary>A test of any fix with the references, usings and options of this repository.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
/// <typeparam name="TFix">The fix.</typeparam>
public class MmFixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Creates a test without sources.</summary>
    public MmFixTest()
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
        TestSetup.AddUsings(FixedState);
        TestSetup.AddUsings(BatchFixedState);
        return base.RunImplAsync(cancellationToken);
    }
}
