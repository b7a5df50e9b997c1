using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Taking a lock that has no place in the declared order inside one that has: for projects whose order is meant to be whole.</summary>
public sealed class MM1010UndeclaredLockInHierarchy : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.OptIn(
        RuleIds.UndeclaredLockInHierarchy,
        title: "A lock outside of the declared order is taken inside it",
        message: "'{0}' holds '{1}' ({2}) and takes '{3}'{4}, which has no place in the declared order: state what it is taken inside",
        description: "The project declares in which order its locks are taken, and this lock does not occur there. Give it a place, so that taking it the other way round is an error.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var told = new HashSet<(Location, string)>();
        foreach (var edge in analysis.UnplacedIn(method, cancellationToken))
        {
            if (told.Add((edge.Site.Location, edge.To.Class.Id)))
            {
                var story = HoldStory.Of(edge);
                report(story.Describe(
                    Descriptor,
                    analysis.Compilation,
                    via => [method.Member, story.HeldName, story.Since, story.TakenName, via]));
            }
        }
    }
}
