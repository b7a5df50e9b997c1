using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Options;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Rules;

namespace MmAnalyzers;

/// <summary>The one analyzer of the package: runs the engine once and hands its results to every rule.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class LockAnalyzer : DiagnosticAnalyzer
{
    // The driver keeps what this provider makes across compilations: an edit costs the index of one tree.
    private readonly SyntaxTreeValueProvider<TreeIndex> _indexes = new(TreeIndex.Of);
    private readonly ProgramMemory _programs = new();
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
        var rules = _rules.Where(rule => !RuleSwitch.IsOff(rule, context.Compilation, context.CancellationToken)).ToImmutableArray();
        if (rules.IsEmpty)
        {
            return;
        }

        var program = _programs.Of(
            context.Compilation,
            tree => context.TryGetValue(tree, _indexes, out var index) ? index : TreeIndex.Of(tree),
            context.CancellationToken);
        var options = OptionReader.Read(context.Options, program.Trees.FirstOrDefault()?.Tree, context.CancellationToken);
        var analysis = new LockAnalysis(context.Compilation, program, options);
        context.RegisterOperationBlockAction(block =>
        {
            var concerned = analysis.ConcernedOf(block.OperationBlocks);
            if (concerned.IsEmpty)
            {
                return;
            }

            // Each delegate boxes the context: once for a member, not once for each rule.
            Action<Diagnostic> report = block.ReportDiagnostic;
            foreach (var method in analysis.Analyze(block.OwningSymbol, concerned, block.GetControlFlowGraph, block.CancellationToken))
            {
                foreach (var rule in rules)
                {
                    rule.Visit(method, analysis, report, block.CancellationToken);
                }
            }
        });
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var rule in rules)
            {
                rule.VisitEnd(analysis, end.ReportDiagnostic, end.CancellationToken);
            }
        });
    }
}
