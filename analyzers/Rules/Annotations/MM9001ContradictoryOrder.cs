using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>Declarations of lock order that cannot all be followed.</summary>
public sealed class MM9001ContradictoryOrder : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.AtEnd(
        RuleIds.ContradictoryOrder,
        title: "Declared lock orders contradict each other",
        message: "Contradictory lock order: {0}; no order of acquisition can satisfy that",
        description: "Attributes put each of some locks before another of them. Nothing is checked against such declarations until one of them is removed.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var contradiction in analysis.DeclaredOrder.Contradictions)
        {
            // Steps of referenced projects lie in no file of this one.
            var own = contradiction.Steps.Where(step => step.Location.SourceTree is { } tree && analysis.Compilation.ContainsSyntaxTree(tree)).ToArray();
            if (own.Length > 0)
            {
                report(Diagnostic.Create(
                    Descriptor,
                    own[0].Location,
                    own.Skip(1).Select(step => step.Location),
                    ImmutableDictionary<string, string?>.Empty.Add("mm.identity", $"{RuleIds.ContradictoryOrder} {contradiction.Identity}"),
                    string.Join(", ", contradiction.Steps.Select(Tell))));
            }
        }
    }

    private static string Tell(DeclaredOrderStep step)
    {
        var span = step.Location.GetMappedLineSpan();
        return step.Location.IsInSource
            ? $"{step.Claim} ({span.Path.Substring(span.Path.LastIndexOfAny(['/', '\\']) + 1)}:{span.StartLinePosition.Line + 1})"
            : step.Claim;
    }
}
