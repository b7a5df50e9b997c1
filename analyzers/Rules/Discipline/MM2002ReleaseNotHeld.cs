using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>A second release of a lock that was acquired once.</summary>
public sealed class MM2002ReleaseNotHeld : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.ReleaseNotHeld,
        title: "A lock is released that is no longer held",
        message: "'{0}' releases '{1}', which it acquired at {2} and already released at {3}: {4}",
        description: "The path has released the lock before. The framework throws, or the lock opens for a thread too many.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var release in method.UnheldReleases)
        {
            var story = new UseStory(release.Lock.Class, release.Site).Then("acquire", release.AcquiredAt).Then("release", release.ReleasedAt);
            report(story.Describe(
                Descriptor,
                analysis.Compilation,
                method.Member,
                release.Lock.Class.Name,
                UseStory.At(release.AcquiredAt),
                UseStory.At(release.ReleasedAt),
                Consequence(release.Lock.Class.Kind)));
        }
    }

    private static string Consequence(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Mutex or PrimitiveKind.ReaderWriterLock => "it throws ApplicationException",
        PrimitiveKind.SemaphoreSlim or PrimitiveKind.Semaphore => "it throws SemaphoreFullException, or lets a second thread in",
        PrimitiveKind.Annotated => "it is not held here",
        _ => "it throws SynchronizationLockException",
    };
}
