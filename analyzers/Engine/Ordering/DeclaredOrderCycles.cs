using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Finds the circles among declarations, each once and in a canonical form.</summary>
internal static class DeclaredOrderCycles
{
    // A wrong chain in the middle of an order makes a circle with almost every other declaration; the first few tell the story.
    private const int Cap = 10;

    /// <summary>
    /// For each declaration that is in no circle found so far, the shortest circle through it. Declarations that follow from ranks start none: ranks alone
    /// are free of circles, and a statement that contradicts them shall be reported once, not once for each class of a rank.
    /// </summary>
    /// <param name="steps">All declarations, in canonical order.</param>
    /// <param name="path">The shortest chain from one class to another; empty if there is none.</param>
    public static ImmutableArray<DeclaredOrderContradiction> In(
        ImmutableArray<DeclaredOrderStep> steps,
        Func<string, string, ImmutableArray<DeclaredOrderStep>> path)
    {
        var circular = Circular(steps);
        var covered = new HashSet<DeclaredOrderStep>();
        var identities = new HashSet<string>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<DeclaredOrderContradiction>();
        foreach (var step in steps)
        {
            if (step.IsFromRanks || result.Count == Cap || !circular.Contains(step.Before) || !circular.Contains(step.After) || covered.Contains(step))
            {
                continue;
            }

            var isLoop = string.Equals(step.Before, step.After, StringComparison.Ordinal);
            var back = isLoop ? ImmutableArray<DeclaredOrderStep>.Empty : path(step.After, step.Before);
            if (!isLoop && back.IsEmpty)
            {
                continue;
            }

            var circle = Rotated(back.Insert(0, step));
            covered.UnionWith(circle);
            var contradiction = new DeclaredOrderContradiction(circle);
            if (identities.Add(contradiction.Identity))
            {
                result.Add(contradiction);
            }
        }

        return result.ToImmutable();
    }

    private static ImmutableArray<DeclaredOrderStep> Rotated(ImmutableArray<DeclaredOrderStep> circle)
    {
        var first = 0;
        for (var i = 1; i < circle.Length; i++)
        {
            if (string.CompareOrdinal(circle[i].Before, circle[first].Before) < 0)
            {
                first = i;
            }
        }

        return circle.Skip(first).Concat(circle.Take(first)).ToImmutableArray();
    }

    // What is left after taking away, again and again, the classes that nothing is before.
    private static HashSet<string> Circular(ImmutableArray<DeclaredOrderStep> steps)
    {
        var open = steps.ToList();
        while (true)
        {
            var inner = new HashSet<string>(open.Select(step => step.After), StringComparer.Ordinal);
            if (open.RemoveAll(step => !inner.Contains(step.Before)) == 0)
            {
                return inner;
            }
        }
    }
}
