using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>Turns the lock references of annotations into locks, relative to the annotated member.</summary>
internal sealed class ContractLocks(SymbolNames names, AnnotationReader annotations)
{
    /// <summary>The lock that a reference names; null if it names none that can be followed.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="anchor">The annotated member.</param>
    public LockRef? Of(LockContractReference reference, IMethodSymbol anchor)
    {
        switch (reference.Root)
        {
            case LockContractRoot.This:
                return Chain(AccessPath.This(), reference.Members) ?? OfType(anchor.ContainingType, AccessPath.This());
            case LockContractRoot.Parameter when reference.ParameterOrdinal < anchor.Parameters.Length:
                var parameter = anchor.Parameters[reference.ParameterOrdinal];
                var path = AccessPath.Parameter(reference.ParameterOrdinal);
                return Chain(path, reference.Members) ?? OfType(parameter.Type, path);
            case LockContractRoot.Member:
                return Chain(AccessPath.This(), reference.Members);
            case LockContractRoot.TypeMember:
                return Chain(AccessPath.Unknown, reference.Members);
            case LockContractRoot.Class:
                return new(Named(reference.Text, reference.Text), AccessPath.Unknown);
            default:
                return null;
        }
    }

    /// <summary>The class that annotations give to whatever this member holds; null if they say nothing.</summary>
    public LockClass? DeclaredClassOf(ISymbol member) => annotations.LockClassOf(member) is { } declared ? Named(declared.Name, declared.Name) : null;

    /// <summary>Id of the class that a reference means, for comparing with the classes of edges.</summary>
    public string? ClassIdOf(LockContractReference reference) => reference switch
    {
        { Root: LockContractRoot.Class } => AnnotationLockClass.IdOf(reference.Text),
        { LockMember: { } member } => annotations.ClassIdOf(member),
        _ => null,
    };

    private LockRef? Chain(AccessPath root, ImmutableArray<ISymbol> members)
    {
        if (members.IsEmpty)
        {
            return null;
        }

        var path = root;
        foreach (var member in members)
        {
            path = member.IsStatic ? AccessPath.Static(names.Id(member)) : path.Then(names.Id(member));
        }

        var last = members[members.Length - 1];
        return new(DeclaredClassOf(last) ?? new(names.Id(last), SymbolNames.Of(last), KindOf(AnnotationScope.TypeOf(last))), path);
    }

    private LockRef OfType(ITypeSymbol type, AccessPath path) =>
        new(DeclaredClassOf(type) ?? new(names.Id(type), $"this ({type.Name})", KindOf(type)) { DeclaredReentry = StatedReentry(type) }, path);

    private Reentry? StatedReentry(ITypeSymbol type) => annotations.Stated.IsReentrant(type) is { } isReentrant ? (isReentrant ? Reentry.Allowed : Reentry.Hangs) : null;

    private LockClass Named(string name, string text) =>
        new(AnnotationLockClass.IdOf(name), text, PrimitiveKind.Annotated)
        {
            DeclaredReentry = annotations.LockClasses.TryGetValue(name, out var declared) && declared.Any(one => !one.IsReentrant) ? Reentry.Hangs : null,
        };

    private static PrimitiveKind KindOf(ITypeSymbol? type)
    {
        foreach (LockFamily family in Enum.GetValues(typeof(LockFamily)))
        {
            if (LockCatalogue.Is(type, family))
            {
                return (PrimitiveKind)Enum.Parse(typeof(PrimitiveKind), family.ToString());
            }
        }

        return type?.SpecialType == SpecialType.System_Object ? PrimitiveKind.Monitor : PrimitiveKind.Annotated;
    }
}
