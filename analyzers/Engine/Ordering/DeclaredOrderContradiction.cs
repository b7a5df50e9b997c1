using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Declarations that cannot all be followed: a circle of them, or one class with two ranks.</summary>
/// <param name="Steps">The declarations; for a circle in its order, beginning with the smallest class id.</param>
internal sealed record DeclaredOrderContradiction(ImmutableArray<DeclaredOrderStep> Steps)
{
    /// <summary>The same for the same circle, wherever it was entered and whatever lines it stands on.</summary>
    public string Identity => string.Join(" < ", Steps.Select(step => step.Before));
}
