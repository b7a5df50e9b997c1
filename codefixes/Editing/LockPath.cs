using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>A lock as an expression without calls names it: variables from the root to the lock, whichever way they are written.</summary>
internal sealed class LockPath
{
    private readonly bool _startsAtThis;
    private readonly ImmutableArray<ISymbol> _symbols;

    private LockPath(bool startsAtThis, ImmutableArray<ISymbol> symbols)
    {
        _startsAtThis = startsAtThis;
        _symbols = symbols;
    }

    /// <summary>What a title calls it.</summary>
    public string Name => Last switch
    {
        null => "this",
        ITypeSymbol type => $"typeof({type.Name})",
        IFieldSymbol or IPropertySymbol => Last.ContainingType.Name + "." + Last.Name,
        _ => Last.Name,
    };

    /// <summary>Name of the variable that holds the lock; null for <c>this</c> and types.</summary>
    public string? VariableName => Last is null or ITypeSymbol ? null : Last.Name;

    /// <summary>
    /// Whether the path leads to the same object whichever locks are held: nothing on it can be written by other code meanwhile. Locals count as such.
    /// </summary>
    public bool IsStable => _symbols.All(IsFixed);

    private ISymbol? Last => _symbols.IsEmpty ? null : _symbols[^1];

    /// <summary>The path that an expression is; null if it is anything else.</summary>
    public static LockPath? Of(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Of(parenthesized.Expression, model, cancellationToken);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain:
                return Of(certain.Operand, model, cancellationToken);
            case ThisExpressionSyntax or BaseExpressionSyntax:
                return new(startsAtThis: true, ImmutableArray<ISymbol>.Empty);
            case TypeOfExpressionSyntax type when model.GetTypeInfo(type.Type, cancellationToken).Type is { } named:
                return new(startsAtThis: false, ImmutableArray.Create<ISymbol>(named));
            case IdentifierNameSyntax:
                return OfVariable(model.GetSymbolInfo(expression, cancellationToken).Symbol, () => new(startsAtThis: true, ImmutableArray<ISymbol>.Empty));
            case MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } member:
                return OfVariable(model.GetSymbolInfo(member, cancellationToken).Symbol, () => Of(member.Expression, model, cancellationToken));
            default:
                return null;
        }
    }

    /// <summary>Whether both are the same steps from the same root.</summary>
    public bool IsSameAs(LockPath? other) =>
        other is not null && _startsAtThis == other._startsAtThis && _symbols.SequenceEqual(other._symbols, SymbolEqualityComparer.Default);

    /// <summary>Whether both end in the same variable, perhaps of two objects: no order of the two is better than the other.</summary>
    public bool EndsLike(LockPath other) =>
        Last is null || other.Last is null ? Last is null && other.Last is null : SymbolEqualityComparer.Default.Equals(Last, other.Last);

    /// <summary>Whether both are surely different objects; two members are taken to hold objects of their own.</summary>
    public bool IsSurelyNot(LockPath? other) =>
        other is { Last: IFieldSymbol or IPropertySymbol } && Last is IFieldSymbol or IPropertySymbol && !EndsLike(other);

    private static LockPath? OfVariable(ISymbol? symbol, Func<LockPath?> receiver) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } => new(startsAtThis: false, ImmutableArray.Create(symbol)),
        IFieldSymbol or IPropertySymbol { IsIndexer: false } => receiver() is { } path ? new(path._startsAtThis, path._symbols.Add(symbol)) : null,
        _ => null,
    };

    private static bool IsFixed(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.RefKind == RefKind.None,
        IParameterSymbol parameter => parameter.RefKind == RefKind.None && !Writes.IsMemberLike(parameter),
        IFieldSymbol field => field.IsReadOnly || IsInPlace(field) || (field.DeclaredAccessibility == Accessibility.Private && !Writes.Exist(field)),
        IPropertySymbol property => (property.SetMethod is null || property.SetMethod.IsInitOnly) && !property.IsVirtual && !property.IsOverride && IsAuto(property),
        _ => true,
    };

    // A spin lock is its field: there is no reference that could change.
    private static bool IsInPlace(IFieldSymbol field) =>
        field.Type is { IsValueType: true, Name: "SpinLock", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
