using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Taking a lock inside one that the declared order puts inside it.</summary>
public sealed class MM1001DeclaredOrderInversion : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.DeclaredOrderInversion,
        title: "Locks are taken against the declared order",
        message: "'{0}' holds '{1}' ({2}) and takes '{3}'{4}, but {5}: a thread that keeps the order deadlocks with it",
        description: "The project declares in which order these locks are taken. Taking them the other way round deadlocks with code that keeps the order.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var told = new HashSet<(Location, string)>();
        foreach (var edge in method.Edges)
        {
            if (analysis.Inversion(edge, cancellationToken) is not { } proof || !told.Add((edge.Site.Location, edge.To.Class.Id)))
            {
                continue;
            }

            var story = HoldStory.Of(edge);
            report(story.Describe(
                Descriptor,
                analysis.Compilation,
                via => [method.Member, story.HeldName, story.Since, story.TakenName, via, proof.ToString()]));
        }
    }
}
