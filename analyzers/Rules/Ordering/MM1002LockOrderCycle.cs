using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Locks taken in a circle by members that can run at the same time.</summary>
public sealed class MM1002LockOrderCycle : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.AtEnd(
        RuleIds.LockOrderCycle,
        title: "Locks are taken in a circle",
        message: CycleStory.Prefix + "{0}",
        description: "Threads that run these members at the same time can each hold one lock and wait forever for the next one's. Take the locks in one order everywhere; where the two cannot meet, say so with [AllowLockOrder].",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    /// <summary>The diagnostic for one cycle; null if no edge of it lies in hand-written code of this compilation.</summary>
    internal static Diagnostic? Describe(LockCycle cycle, Compilation compilation)
    {
        if (cycle.PrimaryIn(compilation) is not { } primary)
        {
            return null;
        }

        var story = CycleStory.Tell(cycle, primary, compilation, CycleStory.Prefix.Length);
        return Diagnostic.Create(Descriptor, story.Location, story.AdditionalLocations, story.Properties, story.Message);
    }

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var cycle in analysis.FindCycles(cancellationToken))
        {
            if (Describe(cycle, analysis.Compilation) is { } diagnostic)
            {
                report(WithWays(diagnostic, analysis.WaysOf(cycle, cancellationToken)));
            }
        }
    }

    // What stands behind the identity in a baseline.
    private static Diagnostic WithWays(Diagnostic diagnostic, int ways) => Diagnostic.Create(
        Descriptor,
        diagnostic.Location,
        diagnostic.AdditionalLocations,
        diagnostic.Properties.Add("mm.ways", ways.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Substring(CycleStory.Prefix.Length));
}
