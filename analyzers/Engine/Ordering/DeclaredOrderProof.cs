using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Why one lock class is declared before another: the shortest chain of declarations, each beginning where the one before it ended.</summary>
/// <param name="Steps">At least one.</param>
internal sealed record DeclaredOrderProof(ImmutableArray<DeclaredOrderStep> Steps)
{
    public override string ToString() => string.Join(", ", Steps.Select(step => step.Claim));
}
