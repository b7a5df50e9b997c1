using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>What the texts of an annotation may refer to, seen from the symbol it stands on.</summary>
internal static class AnnotationScope
{
    /// <summary>The method, constructor, property or event whose parameters and result count: the symbol itself or, for a parameter, its owner.</summary>
    public static ISymbol? CallableOf(ISymbol anchor) => anchor switch
    {
        IParameterSymbol parameter => CallableOf(parameter.ContainingSymbol),
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke,
        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property,
        IMethodSymbol or IPropertySymbol or IEventSymbol => anchor,
        _ => null,
    };

    /// <summary>The parameters of a callable.</summary>
    public static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol? callable) => callable switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => ImmutableArray<IParameterSymbol>.Empty,
    };

    /// <summary>The type whose members may be named: the annotated type itself, or the one around the member.</summary>
    public static INamedTypeSymbol? OwnerOf(ISymbol anchor) => anchor as INamedTypeSymbol ?? anchor.ContainingType;

    /// <summary>The type of <c>this</c>; for an extension method, of its first parameter; null in other static members.</summary>
    public static ITypeSymbol? ReceiverOf(ISymbol anchor)
    {
        var member = anchor is IParameterSymbol parameter ? parameter.ContainingSymbol : anchor;
        return member switch
        {
            IMethodSymbol { IsExtensionMethod: true, Parameters: { IsEmpty: false } parameters } => parameters[0].Type,
            { IsStatic: true } and not INamedTypeSymbol => null,
            _ => OwnerOf(member),
        };
    }

    /// <summary>The type of the returned value, without the task around it; null if there is none.</summary>
    public static ITypeSymbol? ResultOf(ISymbol? callable) => callable switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
        IMethodSymbol { ReturnsVoid: true } => null,
        IMethodSymbol method => Unwrapped(method.ReturnType),
        IPropertySymbol property => Unwrapped(property.Type),
        _ => null,
    };

    /// <summary>Whether the signature or the bases around the symbol contain a type that the compiler does not know.</summary>
    public static bool HasErrors(ISymbol anchor)
    {
        var callable = CallableOf(anchor);
        if (TypeOf(anchor) is { TypeKind: TypeKind.Error }
            || ResultOf(callable) is { TypeKind: TypeKind.Error }
            || ParametersOf(callable).Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
        {
            return true;
        }

        for (ITypeSymbol? level = OwnerOf(anchor); level is not null; level = level.BaseType)
        {
            if (level.TypeKind == TypeKind.Error || level.Interfaces.Any(@interface => @interface.TypeKind == TypeKind.Error))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The members that lead from a type along the names; empty for no names, null if one is missing.</summary>
    public static ImmutableArray<ISymbol>? Chain(ITypeSymbol from, ImmutableArray<string> names)
    {
        var result = ImmutableArray.CreateBuilder<ISymbol>(names.Length);
        ITypeSymbol? type = from;
        foreach (var name in names)
        {
            if (Member(type, name) is not { } member)
            {
                return null;
            }

            result.Add(member);
            type = TypeOf(member);
        }

        return result.ToImmutable();
    }

    /// <summary>The field, property, event, method or captured primary-constructor parameter of this name, own or inherited.</summary>
    public static ISymbol? Member(ITypeSymbol? type, string name)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.GetMembers(name).FirstOrDefault(member => member is not INamedTypeSymbol) is { } found)
            {
                return found;
            }

            if (CapturedParameter(level, name) is { } captured)
            {
                return captured;
            }
        }

        return type?.AllInterfaces.SelectMany(@interface => @interface.GetMembers(name)).FirstOrDefault(member => member is not INamedTypeSymbol);
    }

    /// <summary>The type of what a member yields.</summary>
    public static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        IMethodSymbol method => method.ReturnType,
        IEventSymbol @event => @event.Type,
        _ => null,
    };

    private static IParameterSymbol? CapturedParameter(ITypeSymbol type, string name)
    {
        foreach (var constructor in type is INamedTypeSymbol named ? named.InstanceConstructors : ImmutableArray<IMethodSymbol>.Empty)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (string.Equals(parameter.Name, name, StringComparison.Ordinal)
                    && parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().Parent?.Parent is TypeDeclarationSyntax))
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    private static ITypeSymbol Unwrapped(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : type;
}
