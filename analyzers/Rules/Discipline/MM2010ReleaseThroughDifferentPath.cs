using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>A release by the expression by which the lock was taken, after something in it got another value.</summary>
public sealed class MM2010ReleaseThroughDifferentPath : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.ReleaseThroughDifferentPath,
        title: "A lock is released by an expression that may name another lock by now",
        message: "'{0}' takes '{1}' at {2} and releases it by the same expression after {3}: that may be another lock, and the first one stays held",
        description: "What the expression reads was assigned while the lock was held, so it can lead to another lock than the one that was taken.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var moved in method.MovedReleases)
        {
            var story = new UseStory(moved.Held.Lock.Class, moved.Site).Then("acquire", moved.Held.AcquiredAt).Then("assign", moved.MovedAt is { } at ? [at] : []);
            report(story.Describe(
                Descriptor,
                analysis.Compilation,
                method.Member,
                moved.Held.Lock.Class.Name,
                UseStory.At(moved.Held.AcquiredAt),
                moved.MovedAt is { } place ? $"{UseStory.At(place)} has changed what it reads" : "a variable in it got another value"));
        }
    }
}
