using Microsoft.CodeAnalysis;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>The member by which objects of a type can be put in order: an identity that is a number and never changes.</summary>
internal static class OrderKey
{
    /// <summary>Name of the key; null if the type has none that is plain to see from a place.</summary>
    public static string? Of(ITypeSymbol? type, SemanticModel model, int position)
    {
        for (var current = type; current is { TypeKind: TypeKind.Class }; current = current.BaseType)
        {
            foreach (var name in new[] { "Id", "ID", type!.Name + "Id", "_id" })
            {
                if (current.GetMembers(name).FirstOrDefault() is { IsStatic: false } member && IsFixedNumber(member) && model.IsAccessible(position, member))
                {
                    return name;
                }
            }
        }

        return null;
    }

    private static bool IsFixedNumber(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: true } field => IsNumber(field.Type),
        IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false } property =>
            IsNumber(property.Type) && (property.SetMethod is null || property.SetMethod.IsInitOnly) && IsAuto(property),
        _ => false,
    };

    // An enumeration or a date is no identity; a text compares by culture.
    private static bool IsNumber(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Int16 or SpecialType.System_UInt16;

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
