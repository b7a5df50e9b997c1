using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>The live form of MM1002: this body takes part in a cycle of two locks, as who types it should see at once.</summary>
public sealed class MM1011LockOrderCycleHere : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.LockOrderCycleHere,
        title: "This member takes two locks in the opposite order of another",
        message: CycleStory.Prefix + "{0}",
        description: "Threads that run these members at the same time can each hold one lock and wait forever for the other's. Shown while typing; builds report the same as MM1002.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var edge in method.Edges.Where(edge => !edge.IsGenerated))
        {
            foreach (var cycle in analysis.FindCyclesThrough(edge, cancellationToken))
            {
                var own = cycle.Edges.First(member => member.Site.Equals(edge.Site));
                if (told.Add(cycle.Identity))
                {
                    var story = CycleStory.Tell(cycle, own, analysis.Compilation, CycleStory.Prefix.Length);
                    report(Diagnostic.Create(Descriptor, story.Location, story.AdditionalLocations, story.Properties, story.Message));
                }
            }
        }
    }
}
