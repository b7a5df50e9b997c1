using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>One declaration that puts a lock class before (outside) another.</summary>
/// <param name="Before">Id of the class that is taken first.</param>
/// <param name="After">Id of the class that is taken while the first is held.</param>
/// <param name="Claim">What the declaration says, for people: <c>'A' is before 'B'</c>.</param>
/// <param name="Location">The attribute argument that says it; <see cref="Location.None"/> for metadata.</param>
internal sealed record DeclaredOrderStep(string Before, string After, string Claim, Location Location)
{
    /// <summary>Whether it follows from two ranks, not from a statement about these two classes.</summary>
    public bool IsFromRanks { get; init; }

    /// <summary>Order by classes, then by place, the same whatever order files were added in.</summary>
    public static int Compare(DeclaredOrderStep left, DeclaredOrderStep right)
    {
        var byClass = string.CompareOrdinal(left.Before, right.Before);
        byClass = byClass != 0 ? byClass : string.CompareOrdinal(left.After, right.After);
        byClass = byClass != 0 ? byClass : left.IsFromRanks.CompareTo(right.IsFromRanks);
        byClass = byClass != 0 ? byClass : string.CompareOrdinal(left.Location.SourceTree?.FilePath, right.Location.SourceTree?.FilePath);
        return byClass != 0 ? byClass : left.Location.SourceSpan.CompareTo(right.Location.SourceSpan);
    }
}
