using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>One step of the way on which code comes by an object, as it is written.</summary>
/// <param name="Text">The step.</param>
/// <param name="Symbol">What it means; the type for <c>this</c>, null for punctuation.</param>
/// <param name="IsArgument">Whether it says which of several is meant: an index, a key, an argument.</param>
internal sealed record OriginToken(string Text, ISymbol? Symbol, bool IsArgument)
{
    /// <summary>Text of the receiver.</summary>
    public const string This = "this";

    /// <summary>Whether the object is the element that a loop is at.</summary>
    public bool IsElement { get; init; }

    /// <summary>The type of what is meant there; null where nothing can be put in its place.</summary>
    public ITypeSymbol? ReplaceableType => Symbol switch
    {
        ITypeSymbol type when Text == This => type,
        IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
        IPropertySymbol property when IsArgument => property.Type,
        IFieldSymbol { IsConst: false } variable when IsArgument => variable.Type,
        _ => null,
    };
}
