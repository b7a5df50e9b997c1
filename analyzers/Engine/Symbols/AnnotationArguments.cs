using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>
/// Reads the arguments of one attribute by property name, whether they were given to the constructor or to the property. Never throws: an argument that
/// is missing, null or of another type is not there, as in half-typed code or in a differing copy of the attribute.
/// </summary>
internal readonly struct AnnotationArguments(AttributeData attribute)
{
    /// <summary>Where the attribute stands; <see cref="Location.None"/> for metadata.</summary>
    public Location Location => LocationOf(attribute.ApplicationSyntaxReference);

    /// <summary>A text.</summary>
    public string? Text(string property) =>
        Find(property, out _) is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } text } ? text : null;

    /// <summary>A number, or zero.</summary>
    public int Number(string property) => Find(property, out _) is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : 0;

    /// <summary>A flag, or false.</summary>
    public bool Flag(string property) => Find(property, out _) is { Kind: TypedConstantKind.Primitive, Value: true };

    /// <summary>A type.</summary>
    public ITypeSymbol? Type(string property) => Find(property, out _) is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    /// <summary>A mode, by the name of the enum's member: copies of the enum may number them differently.</summary>
    public LockContractMode Mode(string property, LockContractMode otherwise) =>
        EnumName(property) is { } name && Enum.TryParse<LockContractMode>(name, out var mode) ? mode : otherwise;

    /// <summary>The name of an enum's member.</summary>
    public string? EnumName(string property)
    {
        if (Find(property, out _) is not { Kind: TypedConstantKind.Enum, Value: { } value, Type: { } type })
        {
            return null;
        }

        return type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && value.Equals(field.ConstantValue))?.Name;
    }

    /// <summary>A list of texts, each with its place; holes where an element is no text.</summary>
    public ImmutableArray<(string? Text, Location Location)> Texts(string property)
    {
        if (Find(property, out var position) is not { Kind: TypedConstantKind.Array, IsNull: false } list)
        {
            return ImmutableArray<(string? Text, Location Location)>.Empty;
        }

        var result = ImmutableArray.CreateBuilder<(string? Text, Location Location)>(list.Values.Length);
        var isSpeltOut = Written(position + list.Values.Length - 1) is not null;
        for (var i = 0; i < list.Values.Length; i++)
        {
            // Spelt out as params, each element is an argument; given as one array, they share its place.
            var place = Written(isSpeltOut ? position + i : position)?.GetLocation() ?? Location;
            result.Add((list.Values[i] is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } text } ? text : null, place));
        }

        return result.ToImmutable();
    }

    /// <summary>The place of an argument; that of the attribute if it was not written.</summary>
    public Location LocationOf(string property)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            return Location;
        }

        foreach (var argument in arguments)
        {
            var name = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (string.Equals(name, property, StringComparison.OrdinalIgnoreCase))
            {
                return argument.Expression.GetLocation();
            }
        }

        _ = Find(property, out var position);
        return Written(position)?.GetLocation() ?? Location;
    }

    /// <summary>Whether the argument stands in the source; a default does not.</summary>
    public bool IsWritten(string property) => !LocationOf(property).Equals(Location);

    private static Location LocationOf(SyntaxReference? syntax) => syntax is null ? Location.None : Location.Create(syntax.SyntaxTree, syntax.Span);

    private ExpressionSyntax? Written(int position) =>
        position >= 0
        && attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments }
        && position < arguments.Count
        && arguments[position].NameEquals is null
            ? arguments[position].Expression
            : null;

    private TypedConstant? Find(string property, out int position)
    {
        position = -1;
        foreach (var named in attribute.NamedArguments)
        {
            if (string.Equals(named.Key, property, StringComparison.Ordinal))
            {
                return named.Value;
            }
        }

        var parameters = attribute.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            if (string.Equals(parameters[i].Name, property, StringComparison.OrdinalIgnoreCase))
            {
                position = i;
                return attribute.ConstructorArguments[i];
            }
        }

        return null;
    }
}
