using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Engine;
using MmAnalyzers.Rules;

namespace MmAnalyzers;

/// <summary>The one analyzer of the package: runs the engine once and hands its results to every rule.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class LockAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<LockRule> _rules;

    /// <summary>The analyzer with all rules.</summary>
    public LockAnalyzer()
        : this(RuleCatalogue.All)
    {
    }

    /// <summary>The analyzer with some rules, as tests want it.</summary>
    protected LockAnalyzer(ImmutableArray<LockRule> rules)
    {
        _rules = rules;
        SupportedDiagnostics = rules.SelectMany(rule => rule.Descriptors).ToImmutableArray();
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        // Generated code takes part in cycles, so it is analysed; nothing is reported in it.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        var analysis = new LockAnalysis(context.Compilation);
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var method in analysis.Analyze(block.OwningSymbol, block.OperationBlocks, block.GetControlFlowGraph, block.CancellationToken))
            {
                foreach (var rule in _rules)
                {
                    rule.Visit(method, analysis, block.ReportDiagnostic);
                }
            }
        });
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var rule in _rules)
            {
                rule.VisitEnd(analysis, end.ReportDiagnostic, end.CancellationToken);
            }
        });
    }
}
