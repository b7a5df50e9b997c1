using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Rules.Ordering;

/// <summary>Acquiring, on the same instance, a lock that its holder may not take again.</summary>
public sealed class MM1003SelfDeadlock : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Live(
        RuleIds.SelfDeadlock,
        title: "A lock is acquired again by the thread that holds it",
        message: "Self-deadlock: '{0}' already holds '{1}' ({2}) and acquires it again{3}; {4}",
        description: "The lock does not allow its holder to acquire it a second time: the thread waits for itself, or the framework throws.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void Visit(MethodResult method, LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var again in method.Reacquisitions)
        {
            report(Diagnostic.Create(
                Descriptor,
                again.Site.Location,
                method.Member,
                again.Held.Lock.Class.Name,
                $"{again.Held.AcquiredAt.File}:{again.Held.AcquiredAt.Line}",
                string.Empty,
                "it never gets it"));
        }
    }
}
