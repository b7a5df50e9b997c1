using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Asking for the write lock, or the upgradeable one, while holding the read lock of the same object.</summary>
public sealed class MM1005ReadToWriteUpgrade : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.ReadToWriteUpgrade,
        title: "A reader takes the write lock of the lock it reads under",
        message: "Upgrade: '{0}' holds the read lock of '{1}' since {2} and takes its {3} lock{4}; {5}",
        description: "A writer waits for all readers to leave, and this reader is one of them. Enter upgradeable before reading, or leave, take the write lock and check again.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var again in method.Reacquisitions.Where(again => again.IsUpgrade))
        {
            var story = HoldStory.Of(again);
            report(story.Describe(
                Descriptor,
                analysis.Compilation,
                via => [method.Member, story.HeldName, story.Since, again.Mode == LockMode.Exclusive ? "write" : "upgradeable", via, Consequence(again.Held.Lock.Class.Kind)]));
        }
    }

    private static string Consequence(PrimitiveKind kind) => kind is PrimitiveKind.ReaderWriterLockSlim or PrimitiveKind.RecursiveReaderWriterLockSlim
        ? "ReaderWriterLockSlim throws LockRecursionException"
        : "it waits for its own reader forever";
}
