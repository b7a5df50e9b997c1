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

    /// <summary>The same order, made from that of almost the same trees: comparing paths costs more than everything else that an edit does to an index.</summary>
    /// <param name="trees">The trees, in any order.</param>
    /// <param name="before">Trees in canonical order.</param>
    public static ImmutableArray<TreeIndex> Sort(IReadOnlyCollection<TreeIndex> trees, ImmutableArray<TreeIndex> before)
    {
        var added = new HashSet<TreeIndex>(trees);
        var kept = before.Where(added.Remove).ToList();
        if (kept.Count + added.Count != trees.Count)
        {
            return Sort(trees);
        }

        var news = Sort(added);
        var sorted = ImmutableArray.CreateBuilder<TreeIndex>(trees.Count);
        var next = 0;
        foreach (var tree in kept)
        {
            while (next < news.Length && Compare(news[next], tree) < 0)
            {
                sorted.Add(news[next++]);
            }

            sorted.Add(tree);
        }

        sorted.AddRange(news.Skip(next));
        return sorted.MoveToImmutable();
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
