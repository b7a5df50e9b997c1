using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>A lock that is given back only if nothing throws meanwhile.</summary>
public sealed class MM2011ReleaseNotInFinally : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.ReleaseNotInFinally,
        title: "A lock is not released if something throws",
        message: "'{0}' takes '{1}' and releases it at {2}, but not if '{3}' ({4}) throws",
        description: "An exception between acquisition and release leaves the lock held. A lock statement or a finally block releases it on every way out.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var bare in method.BareSections)
        {
            var story = new UseStory(bare.Held.Lock.Class, bare.Held.AcquiredAt).Then("call", bare.Call).Then("release", bare.ReleasedAt);
            report(story.Describe(
                Descriptor, analysis.Compilation, method.Member, bare.Held.Lock.Class.Name, UseStory.At(bare.ReleasedAt), bare.Callee, UseStory.At(bare.Call)));
        }
    }
}
