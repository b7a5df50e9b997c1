using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>The canonical order of trees, so that nothing depends on the order in which a project lists its files.</summary>
internal static class TreeOrder
{
    /// <summary>By path; equal paths (tests, generators without paths) by content.</summary>
    public static ImmutableArray<TreeIndex> Sort(IEnumerable<TreeIndex> trees)
    {
        var sorted = trees.ToArray();
        Array.Sort(sorted, Compare);
        return ImmutableArray.Create(sorted);
    }

    private static int Compare(TreeIndex left, TreeIndex right)
    {
        var byPath = string.CompareOrdinal(left.Tree.FilePath, right.Tree.FilePath);
        if (byPath != 0 || ReferenceEquals(left, right))
        {
            return byPath;
        }

        var byLength = left.Tree.Length.CompareTo(right.Tree.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(left.Tree.ToString(), right.Tree.ToString());
    }
}
