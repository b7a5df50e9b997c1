using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>A lock that some exits of a member leave held and others release.</summary>
public sealed class MM2001LockNotReleased : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.LockNotReleased,
        title: "A lock is not released on every path",
        message: "'{0}' acquires '{1}' and leaves it held at {2}: the next thread that wants it waits forever",
        description: "Some exit of the member leaves the lock held while another releases it, so the path was forgotten.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var leak in method.Leaks)
        {
            var story = new UseStory(leak.Held.Lock.Class, leak.Held.AcquiredAt).Then("exit", leak.Exits);
            report(story.Describe(Descriptor, analysis.Compilation, method.Member, leak.Held.Lock.Class.Name, UseStory.At(leak.Exits)));
        }
    }
}
