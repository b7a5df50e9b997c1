using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Acquiring, on the same instance, a lock that its holder may not take again.</summary>
public sealed class MM1003SelfDeadlock : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.SelfDeadlock,
        title: "A lock is acquired again by the code that holds it",
        message: "Self-deadlock: '{0}' holds '{1}' since {2} and acquires it again{3}; {4}",
        description: "The lock does not allow its holder to acquire it a second time: the holder waits for itself, or the framework throws.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var again in method.Reacquisitions.Where(again => !again.IsUpgrade))
        {
            var story = HoldStory.Of(again);
            report(story.Describe(
                Descriptor,
                analysis.Compilation,
                via => [method.Member, story.HeldName, story.Since, via, Consequence(again)]));
        }
    }

    private static string Consequence(Reacquisition again) =>
        again.Held.Lock.Class.Again(again.Held.Mode, again.Mode) == Reentry.Throws
            ? "the framework throws LockRecursionException"
            : again.Held.Lock.Class.Kind == PrimitiveKind.SpinLock ? "it spins forever, or throws LockRecursionException if it tracks its owner"
            : "it waits for itself forever";
}
