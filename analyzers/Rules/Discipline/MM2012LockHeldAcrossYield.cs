using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Discipline;

/// <summary>An iterator that hands out elements with a lock held.</summary>
public sealed class MM2012LockHeldAcrossYield : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.LockHeldAcrossYield,
        title: "A lock is held across a yield",
        message: "'{0}' yields with '{1}' held since {2}: the consumer's code runs inside the lock, and the lock stays held until the consumer goes on or disposes of the iterator",
        description: "Between two elements of an iterator, code of the consumer runs, which may take other locks, wait, or never come back.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var across in method.HeldAcrossYields)
        {
            var story = new UseStory(across.Held.Lock.Class, across.Yields[0]).Then("acquire", across.Held.AcquiredAt).Then("yield", across.Yields.RemoveAt(0));
            report(story.Describe(Descriptor, analysis.Compilation, method.Member, across.Held.Lock.Class.Name, UseStory.At(across.Held.AcquiredAt)));
        }
    }
}
