using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Chooses among places, the same ones for the same seed.</summary>
internal sealed class Choice(int seed)
{
    /// <summary>Large types have thousands of combinations; the first ones do.</summary>
    private const int MostCandidates = 100;

    private readonly Random _random = new(seed);

    public Transplant? Among(IEnumerable<Transplant> candidates)
    {
        var all = candidates.Take(MostCandidates).ToList();
        return all.Count == 0 ? null : all[_random.Next(all.Count)];
    }

    /// <summary>Whether no two of the members are the same.</summary>
    public static bool Differ(params ReadOnlySpan<IMethodSymbol> members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (SymbolEqualityComparer.Default.Equals(members[i], members[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
