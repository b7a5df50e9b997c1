using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Bodies that a summary needed before the driver handed them over: what was found then is what the driver's turn would find, and is kept until then.
/// </summary>
/// <remarks>Which comes first depends on threads; the results do not. A member whose turn is over keeps nothing.</remarks>
internal sealed class SharedOutcomes
{
    private readonly ConcurrentDictionary<IMethodSymbol, BodyOutcome?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Keeps the outcome of a method's only body, unless its turn is over.</summary>
    public void Offer(IMethodSymbol method, BodyOutcome outcome) => _known.TryAdd(method, outcome);

    /// <summary>What was kept of a member; from now on nothing is.</summary>
    public BodyOutcome? Take(ISymbol member)
    {
        if (member is not IMethodSymbol method)
        {
            return null;
        }

        BodyOutcome? taken = null;
        _known.AddOrUpdate(
            method,
            _ => null,
            (_, kept) =>
            {
                taken = kept;
                return null;
            });
        return taken;
    }
}
