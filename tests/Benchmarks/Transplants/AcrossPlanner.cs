using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Finds two types that can be made to call each other under their locks.</summary>
internal sealed class AcrossPlanner(Compilation compilation, ImmutableArray<LockingType> types, Choice choice)
{
    /// <summary>How far apart in the list types without a field between them may be.</summary>
    private const int Neighbours = 6;

    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Transplants into a type and another one: for each field whose type takes locks, and for one neighbour.</summary>
    /// <param name="type">The type.</param>
    /// <param name="index">Where it stands among all.</param>
    public IEnumerable<Transplant?> From(LockingType type, int index)
    {
        if (!IsPlain(type))
        {
            yield break;
        }

        foreach (var field in type.Type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared && !field.IsStatic))
        {
            if (types.FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.Type, field.Type)) is { } child && child != type && IsPlain(child))
            {
                yield return choice.Among(Between(type, field, child));
            }
        }

        yield return types.Skip(index + 1).Take(Neighbours).Where(IsPlain).Select(peer => choice.Among(Between(type, null, peer))).FirstOrDefault(made => made is not null);
    }

    private static bool IsPlain(LockingType type) => type.Type is { TypeKind: TypeKind.Class, IsStatic: false, IsGenericType: false };

    private IEnumerable<Transplant> Between(LockingType parent, IFieldSymbol? field, LockingType child) =>
        from up in Entries(parent, child)
        from down in Entries(child, parent)
        from outer in parent.Of(up.Lock)
        where !outer.Member.IsStatic && !outer.IsShared
        from inner in child.Of(down.Lock)
        where !inner.Member.IsStatic && !inner.IsShared
        where Fit(outer, up) && Fit(inner, down) && (Choice.Differ(outer.Member, up.Member) || Choice.Differ(inner.Member, down.Member))
        let callDown = Writing.Call(down.Member, $"this.{field?.Name ?? "mmPeer"}", outer)
        let callUp = Writing.Call(up.Member, "this.mmOwner", inner)
        where callDown is not null && callUp is not null
        select new Transplant(
            field is null ? TransplantKind.Peers : TransplantKind.AcrossTypes,
            [
                new(outer.Tree, outer.InsertAt, callDown),
                new(inner.Tree, inner.InsertAt, callUp),
                Writing.Field(inner, $"{parent.Type.ToDisplayString(Full)} mmOwner"),
                .. field is null ? [Writing.Field(outer, $"{child.Type.ToDisplayString(Full)} mmPeer")] : ImmutableArray<Edit>.Empty,
            ],
            [parent.Type, child.Type],
            [outer.Member, inner.Member, down.Member, up.Member]);

    private IEnumerable<Region> Entries(LockingType type, LockingType from) =>
        type.Regions.Where(region => !region.Member.IsStatic && !region.IsShared && compilation.IsSymbolAccessibleWithin(region.Member, from.Type));

    /// <summary>Whether the same member may be the one that is called and the one that calls: only if its lock can be taken twice.</summary>
    private static bool Fit(Region calling, Region called) =>
        Choice.Differ(calling.Member, called.Member) || calling.Class is LockClass.Monitor or LockClass.Lock;
}
