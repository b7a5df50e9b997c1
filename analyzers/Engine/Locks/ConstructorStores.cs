using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// Which members of a new object are what its constructor was given: a guard's lock is the lock it was made with, a child's parent the object that made it.
/// Read from syntax, for members that nothing changes afterwards.
/// </summary>
internal sealed class ConstructorStores(SymbolNames names)
{
    // Constructors that call constructors: deeper is a cycle or unreadable.
    private const int MaxDepth = 4;

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableDictionary<string, int>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Id of a primary constructor's parameter that other members use: a field in all but name.</summary>
    public static string CaptureId(SymbolNames names, IParameterSymbol parameter) => names.Id(parameter.ContainingType) + ".#" + parameter.Name;

    /// <summary>Members by id, each with the ordinal of the parameter that it holds for good.</summary>
    public ImmutableDictionary<string, int> Of(IMethodSymbol constructor) => _known.GetOrAdd(constructor.OriginalDefinition, definition => Read(definition, 0));

    /// <summary>The one constructor of a type that takes so many arguments; null if there is none or a choice.</summary>
    public static IMethodSymbol? ConstructorOf(INamedTypeSymbol type, int arguments)
    {
        var fitting = type.InstanceConstructors.Where(candidate => candidate.Parameters.Length == arguments).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0].OriginalDefinition : null;
    }

    private ImmutableDictionary<string, int> Read(IMethodSymbol constructor, int depth)
    {
        var stores = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (depth > MaxDepth || constructor.Parameters.IsEmpty || constructor.DeclaringSyntaxReferences.IsEmpty)
        {
            return stores.ToImmutable();
        }

        switch (constructor.DeclaringSyntaxReferences[0].GetSyntax())
        {
            case TypeDeclarationSyntax type:
                ReadPrimary(constructor, stores);
                if (type.BaseList?.Types.FirstOrDefault() is PrimaryConstructorBaseTypeSyntax primary && constructor.ContainingType.BaseType is { } ancestor)
                {
                    ReadChained(constructor, ancestor, primary.ArgumentList, stores, depth);
                }

                break;
            case ConstructorDeclarationSyntax declaration:
                foreach (var assignment in AssignmentsOf(declaration))
                {
                    Add(constructor, assignment.Left, assignment.Right, stores);
                }

                var target = declaration.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? constructor.ContainingType : constructor.ContainingType.BaseType;
                if (declaration.Initializer is { } chained && target is not null)
                {
                    ReadChained(constructor, target, chained.ArgumentList, stores, depth);
                }

                break;
        }

        return stores.ToImmutable();
    }

    private void ReadPrimary(IMethodSymbol constructor, ImmutableDictionary<string, int>.Builder stores)
    {
        foreach (var parameter in constructor.Parameters)
        {
            stores[CaptureId(names, parameter)] = parameter.Ordinal;
            if (constructor.ContainingType.IsRecord && MemberNamed(constructor.ContainingType, parameter.Name) is { } positional)
            {
                stores[names.Id(positional)] = parameter.Ordinal;
            }
        }

        foreach (var member in constructor.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>().SelectMany(part => part.Members))
        {
            switch (member)
            {
                case FieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                    {
                        Add(constructor, variable.Identifier.ValueText, variable.Initializer?.Value, stores);
                    }

                    break;
                case PropertyDeclarationSyntax property:
                    Add(constructor, property.Identifier.ValueText, property.Initializer?.Value, stores);
                    break;
            }
        }
    }

    private void ReadChained(IMethodSymbol constructor, INamedTypeSymbol type, ArgumentListSyntax arguments, ImmutableDictionary<string, int>.Builder stores, int depth)
    {
        if (ConstructorOf(type, arguments.Arguments.Count) is not { } chained || chained.Equals(constructor, SymbolEqualityComparer.Default))
        {
            return;
        }

        foreach (var store in Read(chained, depth + 1))
        {
            if (ParameterIn(constructor, arguments.Arguments[store.Value].Expression) is { } handedOn)
            {
                stores[store.Key] = handedOn.Ordinal;
            }
        }
    }

    // Only what is assigned on every way through: statements of the body itself.
    private static IEnumerable<AssignmentExpressionSyntax> AssignmentsOf(ConstructorDeclarationSyntax declaration)
    {
        var expressions = declaration.ExpressionBody is { } arrow
            ? [arrow.Expression]
            : declaration.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression) ?? [];
        return expressions.OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression));
    }

    private void Add(IMethodSymbol constructor, ExpressionSyntax target, ExpressionSyntax value, ImmutableDictionary<string, int>.Builder stores)
    {
        if (target is TupleExpressionSyntax targets && value is TupleExpressionSyntax values && targets.Arguments.Count == values.Arguments.Count)
        {
            for (var i = 0; i < targets.Arguments.Count; i++)
            {
                Add(constructor, targets.Arguments[i].Expression, values.Arguments[i].Expression, stores);
            }

            return;
        }

        var name = target switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is not null)
        {
            Add(constructor, name, value, stores);
        }
    }

    private void Add(IMethodSymbol constructor, string memberName, ExpressionSyntax? value, ImmutableDictionary<string, int>.Builder stores)
    {
        if (value is not null && ParameterIn(constructor, value) is { } parameter && MemberNamed(constructor.ContainingType, memberName) is { } member)
        {
            stores[names.Id(member)] = parameter.Ordinal;
        }
    }

    private static ISymbol? MemberNamed(INamedTypeSymbol type, string name) => type.GetMembers(name).FirstOrDefault(member => member switch
    {
        IFieldSymbol field => field.IsReadOnly && !field.IsStatic,
        IPropertySymbol property => !property.IsStatic && property.SetMethod is null or { IsInitOnly: true },
        _ => false,
    });

    private static IParameterSymbol? ParameterIn(IMethodSymbol constructor, ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax identifier => constructor.Parameters.FirstOrDefault(parameter => parameter.Name == identifier.Identifier.ValueText),
        ParenthesizedExpressionSyntax parenthesized => ParameterIn(constructor, parenthesized.Expression),
        CastExpressionSyntax cast => ParameterIn(constructor, cast.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => ParameterIn(constructor, suppressed.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } checkedValue => ParameterIn(constructor, checkedValue.Left),
        _ => null,
    };
}
