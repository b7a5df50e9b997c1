using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Rules;

namespace MmAnalyzers.Benchmarks.Peers;

/// <summary>A rule that reports nothing and notes at the end how much was done.</summary>
internal sealed class WorkCounter : LockRule
{
    private static readonly DiagnosticDescriptor Rule = new("COUNTER", "Nothing", "Nothing", "Benchmarks", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [Rule];

    /// <summary>Members summarised.</summary>
    public int Summaries { get; private set; }

    /// <summary>Of a thousand members, those that were not passed over by their names.</summary>
    public int PassPermille { get; private set; }

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        Summaries = analysis.SummaryCount;
        PassPermille = analysis.PrefilterPassPermille;
    }
}
