namespace MmAnalyzers.Verdicts.Running;

/// <summary>The orders in which the threads of a cell are let go from rendezvous to rendezvous.</summary>
internal static class Interleavings
{
    /// <summary>More are not tried of one cell.</summary>
    public const int Most = 24;

    /// <summary>All orders of so many steps of each thread if they are few; else some: everybody in turn first, from the start on or up to the end, then others, the same in every run.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<int> steps)
    {
        var found = new List<IReadOnlyList<int>>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var order in InTurn(steps).Concat(InTurnToTheEnd(steps)).Concat(Count(steps) <= Most ? Every([.. steps]) : Drawn(steps)))
        {
            if (known.Add(string.Join(',', order)))
            {
                found.Add(order);
            }

            if (found.Count == Most)
            {
                break;
            }
        }

        return found;
    }

    private static double Count(IReadOnlyList<int> steps)
    {
        var (count, total) = (1.0, 0);
        foreach (var thread in steps)
        {
            for (var i = 1; i <= thread; i++)
            {
                count = count * ++total / i;
            }
        }

        return count;
    }

    private static IEnumerable<IReadOnlyList<int>> InTurn(IReadOnlyList<int> steps)
    {
        var rounds = steps.Max();
        for (var shift = 0; shift < steps.Count; shift++)
        {
            var threads = Enumerable.Range(0, steps.Count).Select(i => (i + shift) % steps.Count).ToList();
            yield return [.. Enumerable.Range(0, rounds).SelectMany(round => threads.Where(thread => round < steps[thread]))];
        }
    }

    // A writer that is let go when the readers are inside their gates already.
    private static IEnumerable<IReadOnlyList<int>> InTurnToTheEnd(IReadOnlyList<int> steps) => InTurn(steps).Select(order => order.Reverse().ToList());

    private static IEnumerable<IReadOnlyList<int>> Every(int[] left)
    {
        if (left.All(steps => steps == 0))
        {
            yield return [];
        }

        for (var thread = 0; thread < left.Length; thread++)
        {
            if (left[thread] == 0)
            {
                continue;
            }

            left[thread]--;
            foreach (var rest in Every(left))
            {
                yield return [thread, .. rest];
            }

            left[thread]++;
        }
    }

    private static IEnumerable<IReadOnlyList<int>> Drawn(IReadOnlyList<int> steps)
    {
#pragma warning disable CA5394 // The same orders in every run, and nothing is secret.
        var random = new Random(steps.Count);
        var all = steps.SelectMany((count, thread) => Enumerable.Repeat(thread, count)).ToArray();
        while (true)
        {
            random.Shuffle(all);
            yield return all.ToList();
        }
#pragma warning restore CA5394
    }
}
