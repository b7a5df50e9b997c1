using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Reports fields named <c>gate</c>, with their type as argument and the type's name as additional location.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GateAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule =
        new("GATE1", "Gate", "Gate of type '{0}' in '{1}'", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Report, SymbolKind.Field);
    }

    private static void Report(SymbolAnalysisContext context)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (field.Name == "gate")
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, field.Locations[0], field.ContainingType.Locations, field.Type.Name, field.ContainingType.Name));
        }
    }
}
