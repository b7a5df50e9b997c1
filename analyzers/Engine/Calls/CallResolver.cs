using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Calls;

/// <summary>Which members a call may run: the one named, or by class hierarchy what the program has that overrides or implements it.</summary>
internal sealed class CallResolver(ProgramIndex program, BodyBinder binder, int maxImplementers)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _implementers = new(SymbolEqualityComparer.Default);

    /// <summary>The possible targets in canonical order; empty if they are not known, or more than the cap.</summary>
    public ImmutableArray<IMethodSymbol> TargetsOf(CallSite site, LockResolver resolver, CancellationToken cancellationToken)
    {
        var target = (IMethodSymbol)SourceLocator.DefinitionOf(site.Target);
        if (target.MethodKind is MethodKind.DelegateInvoke or MethodKind.BuiltinOperator)
        {
            return ImmutableArray<IMethodSymbol>.Empty;
        }

        var isInterface = target.ContainingType?.TypeKind == TypeKind.Interface && !target.IsStatic;
        if ((!site.IsVirtual && !isInterface) || target.ContainingType is null)
        {
            return ImmutableArray.Create(target);
        }

        var (type, isExact) = TypeOf(site.Instance, resolver);
        if (isExact)
        {
            return ImplementationIn(type!, target) is { } found ? ImmutableArray.Create(found) : ImmutableArray<IMethodSymbol>.Empty;
        }

        // Behind a foreign contract (IDisposable, IEnumerable …) there may be anything; that the program has one implementation proves nothing.
        // Called through a class of the program, it is what that class makes of it.
        if (!IsOwn(target))
        {
            if (type is not { TypeKind: TypeKind.Class } || !IsOwn(type) || ImplementationIn(type, target) is not { } own || !IsOwn(own))
            {
                return ImmutableArray<IMethodSymbol>.Empty;
            }

            target = own;
        }

        return _implementers.GetOrAdd(target, method => FindImplementers(method, cancellationToken));
    }

    /// <summary>Whether a foreign contract is called through a type of the program, whose implementation it then is.</summary>
    public bool IsForeignMemberOfOwnType(CallSite site, LockResolver resolver) =>
        site.Target.ContainingType is { } declaring && !IsOwn(declaring) && (site.IsVirtual || declaring.TypeKind == TypeKind.Interface)
        && TypeOf(site.Instance, resolver).Type is { } type && IsOwn(type);

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, binder.Compilation.Assembly);

    // A receiver that is made in this body has no other type than the one it was made with; nor has one of a type that has no subtypes.
    private static (INamedTypeSymbol? Type, bool IsExact) TypeOf(IOperation? instance, LockResolver resolver)
    {
        if (instance is null)
        {
            return (null, false);
        }

        var behind = resolver.Behind(instance);
        if (resolver.MadeType(behind) is { } made)
        {
            return (made, true);
        }

        var type = behind.Type as INamedTypeSymbol;
        return type?.TypeKind is TypeKind.Class or TypeKind.Struct ? (type, type.IsSealed || type.IsValueType) : (null, false);
    }

    private ImmutableArray<IMethodSymbol> FindImplementers(IMethodSymbol target, CancellationToken cancellationToken)
    {
        var found = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        if (!target.IsAbstract)
        {
            found.Add(target);
        }

        foreach (var type in TypesBelow(target.ContainingType, cancellationToken))
        {
            if (type.TypeKind is TypeKind.Class or TypeKind.Struct && ImplementationIn(type, target) is { } implementation)
            {
                found.Add(implementation);
            }

            if (found.Count > maxImplementers)
            {
                return ImmutableArray<IMethodSymbol>.Empty;
            }
        }

        return found.OrderBy(method => method.GetDocumentationCommentId(), StringComparer.Ordinal).ToImmutableArray();
    }

    private static IMethodSymbol? ImplementationIn(INamedTypeSymbol type, IMethodSymbol target)
    {
        if (target.ContainingType.TypeKind == TypeKind.Interface)
        {
            var constructed = type.AllInterfaces.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, target.ContainingType));
            var member = constructed?.GetMembers().FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, target));
            return member is null ? null : type.FindImplementationForInterfaceMember(member)?.OriginalDefinition as IMethodSymbol;
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(target.Name).OfType<IMethodSymbol>())
            {
                if (Overrides(member, target))
                {
                    return member.OriginalDefinition;
                }
            }
        }

        return null;
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol target)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, target))
            {
                return !method.IsAbstract;
            }
        }

        return false;
    }

    // By name from the index, level by level; the implementation look-up above checks by symbol.
    private IEnumerable<INamedTypeSymbol> TypesBelow(INamedTypeSymbol root, CancellationToken cancellationToken)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<string>();
        pending.Enqueue(root.Name);
        while (pending.Count > 0 && seen.Count <= maxImplementers * 16)
        {
            foreach (var entry in program.ImplementersHint(pending.Dequeue()))
            {
                if (binder.TypeOf(entry, cancellationToken) is { } type && seen.Add(type))
                {
                    pending.Enqueue(type.Name);
                    yield return type;
                }
            }
        }
    }
}
