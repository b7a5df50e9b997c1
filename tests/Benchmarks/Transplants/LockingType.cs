using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>A type that takes locks of its own: where, and how its members call each other.</summary>
internal sealed class LockingType(INamedTypeSymbol type)
{
    private readonly Dictionary<IMethodSymbol, HashSet<IMethodSymbol>> _reached = new(SymbolEqualityComparer.Default);

    public INamedTypeSymbol Type { get; } = type;

    /// <summary>In the order of the source.</summary>
    public List<Region> Regions { get; } = [];

    /// <summary>Calls between members on the same object, or of static ones.</summary>
    public List<(IMethodSymbol Caller, IMethodSymbol Called, SyntaxTree Tree, TextSpan At)> Calls { get; } = [];

    /// <summary>The lock fields, in the order of their first use.</summary>
    public IEnumerable<IFieldSymbol> Locks => Regions.Select(region => region.Lock).Distinct<IFieldSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Members that take the lock in their own body.</summary>
    public IEnumerable<Region> Of(IFieldSymbol field) => Regions.Where(region => Same(region.Lock, field));

    /// <summary>A section of the first lock with the second taken inside, in one body or through calls; null if there is none.</summary>
    public Region? Nesting(IFieldSymbol outer, IFieldSymbol inner) =>
        Of(outer).FirstOrDefault(region => Of(inner).Any(region.Surrounds) || CalledIn(region).Any(called => Takes(called, inner)));

    /// <summary>Whether a section may run with a lock held that its own lines do not show, or show.</summary>
    public bool MayRunUnder(Region region, IFieldSymbol field) =>
        Of(field).Any(outer => outer.Surrounds(region) || CalledIn(outer).Any(called => Reached(called).Contains(region.Member)));

    /// <summary>Whether both sections run below one lock, which would keep their threads apart.</summary>
    public bool ShareGate(Region one, Region other) =>
        Locks.Any(field => !Same(field, one.Lock) && !Same(field, other.Lock) && MayRunUnder(one, field) && MayRunUnder(other, field));

    /// <summary>Whether one member gets to another.</summary>
    public bool Reaches(IMethodSymbol from, IMethodSymbol to) => Reached(from).Contains(to);

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private IEnumerable<IMethodSymbol> CalledIn(Region region) =>
        Calls.Where(call => call.Tree == region.Tree && region.Extent.Contains(call.At)).Select(call => call.Called);

    private bool Takes(IMethodSymbol member, IFieldSymbol field) => Of(field).Any(region => Reached(member).Contains(region.Member));

    private HashSet<IMethodSymbol> Reached(IMethodSymbol member)
    {
        if (!_reached.TryGetValue(member, out var all))
        {
            _reached[member] = all = new(SymbolEqualityComparer.Default) { member };
            var work = new Queue<IMethodSymbol>(all);
            while (work.TryDequeue(out var next))
            {
                foreach (var call in Calls.Where(call => Same(call.Caller, next) && all.Add(call.Called)))
                {
                    work.Enqueue(call.Called);
                }
            }
        }

        return all;
    }
}
