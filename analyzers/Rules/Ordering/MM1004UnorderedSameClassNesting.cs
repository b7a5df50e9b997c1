using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Holding the locks of two objects that could as well come the other way round, with nothing that says which is first.</summary>
public sealed class MM1004UnorderedSameClassNesting : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.UnorderedSameClassNesting,
        title: "Two locks of one kind are taken in no order",
        message: "Unordered: '{0}' holds '{1}' of '{2}' since {3} and takes that of '{4}'{5}; a thread that comes with the two exchanged waits for this one, and this one for it{6}",
        description: "Two objects whose locks are taken in the order in which they were passed can be passed the other way round by another thread. Compare a key that never changes and take the lower one first.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var told = new HashSet<(Location, string)>();
        foreach (var nesting in analysis.UnorderedIn(method, cancellationToken))
        {
            var edge = nesting.Edge;
            if (told.Add((edge.Site.Location, edge.To.Class.Id)))
            {
                var story = HoldStory.Of(edge);
                report(story.Describe(
                    Descriptor,
                    analysis.Compilation,
                    via => [method.Member, NameOf(edge.From.Lock.Class, story), nesting.HeldOwner, story.Since, nesting.TakenOwner, via, nesting.NeedsWriters ? ", once writers wait for both" : string.Empty]));
            }
        }
    }

    // An object that is locked itself is named by its type.
    private static string NameOf(LockClass lockClass, HoldStory story) =>
        lockClass.DeclaredId.StartsWith("T:", StringComparison.Ordinal) ? lockClass.DeclaredId[(lockClass.DeclaredId.LastIndexOfAny([':', '.']) + 1)..] : story.HeldName;
}
