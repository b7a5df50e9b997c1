using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Reports types other than <c>Door</c> at the end of the compilation only; how many additional files and which options there are, are its arguments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndAnalyzer : DiagnosticAnalyzer
{
    public const string Key = "end.text";

    public static readonly DiagnosticDescriptor Rule = new(
        "END1", "End", "At the end: {0} files, '{1}', '{2}'", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: false, customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new System.Collections.Concurrent.ConcurrentBag<Location>();
            start.RegisterSymbolAction(symbol => types.Add(symbol.Symbol.Locations[0]), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, types));
        });
    }

    private static void Report(CompilationAnalysisContext end, IEnumerable<Location> types)
    {
        var files = end.Options.AdditionalFiles.Length;
        end.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Key, out var everywhere);
        foreach (var type in types.Where(type => type.SourceTree?.GetText().ToString(type.SourceSpan) != "Door"))
        {
            string? here = null;
            if (type.SourceTree is { } tree)
            {
                end.Options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Key, out here);
            }

            end.ReportDiagnostic(Diagnostic.Create(Rule, type, files, everywhere ?? "-", here ?? "-"));
        }
    }
}
