using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Reports each type twice at the same place, with different arguments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwiceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GateAnalyzer.Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(
            symbol =>
            {
                symbol.ReportDiagnostic(Diagnostic.Create(GateAnalyzer.Rule, symbol.Symbol.Locations[0], "first"));
                symbol.ReportDiagnostic(Diagnostic.Create(GateAnalyzer.Rule, symbol.Symbol.Locations[0], "second"));
            },
            SymbolKind.NamedType);
    }
}
