using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>An attempt to take a lock after which the body goes on as if it had succeeded.</summary>
public sealed class MM2003UncheckedTryAcquire : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.UncheckedTryAcquire,
        title: "The outcome of a try-acquire is not looked at",
        message: "'{0}' tries to take {1} and {2}",
        description: "An attempt can fail. What follows then runs without the lock, and releases what it does not hold.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var attempt in method.UncheckedTries)
        {
            if (attempt.Lock is { } @lock)
            {
                var story = new UseStory(@lock.Class, attempt.Site).Then("release", attempt.ReleasedAt is { } release ? [release] : []);
                report(story.Describe(Descriptor, analysis.Compilation, method.Member, $"'{@lock.Class.Name}'", Story(attempt)));
            }
            else
            {
                report(Diagnostic.Create(Descriptor, attempt.Site.Location, method.Member, "what may not be had", Story(attempt)));
            }
        }
    }

    private static string Story(UncheckedTry attempt) => (attempt.IsIgnored, attempt.ReleasedAt) switch
    {
        (_, null) when attempt.Lock is null => "ignores the result, which its declaration says must be looked at",
        (_, null) => "ignores whether it succeeded: what follows may run without the lock",
        (true, { } release) => $"ignores whether it succeeded: it is released{release.Place} even if it was not taken{Consequence(attempt)}",
        (false, { } release) => $"goes on where that failed: it is released{release.Place} without having been taken{Consequence(attempt)}",
    };

    private static string Consequence(UncheckedTry attempt) => attempt.Lock?.Class.Kind switch
    {
        PrimitiveKind.Mutex or PrimitiveKind.ReaderWriterLock => ", which throws ApplicationException",
        PrimitiveKind.SemaphoreSlim or PrimitiveKind.Semaphore => ", which lets a second thread in",
        PrimitiveKind.Annotated or null => string.Empty,
        _ => ", which throws SynchronizationLockException",
    };
}
