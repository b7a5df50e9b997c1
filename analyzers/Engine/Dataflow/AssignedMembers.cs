using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Fields and properties of its receiver that a method assigns itself, read from its text: one step into the calls of a body, and no further.</summary>
internal sealed class AssignedMembers
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableHashSet<string>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the method assigns this member, given by its simple name.</summary>
    public bool Has(IMethodSymbol method, string member) => _known.GetOrAdd(method.OriginalDefinition, Read).Contains(member);

    private static ImmutableHashSet<string> Read(IMethodSymbol method)
    {
        if (method.IsStatic || method.IsAbstract || method.IsVirtual || method.IsOverride || method.MethodKind != MethodKind.Ordinary)
        {
            return ImmutableHashSet<string>.Empty;
        }

        var hidden = new HashSet<string>(method.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        var assigned = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var node in method.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes(IsSameBody)))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax local:
                    hidden.Add(local.Identifier.ValueText);
                    break;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name }:
                    assigned.Add(name.Identifier.ValueText);
                    break;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member }:
                    assigned.Add(member.Name.Identifier.ValueText);
                    break;
            }
        }

        assigned.ExceptWith(hidden);
        return assigned.ToImmutable();
    }

    private static bool IsSameBody(SyntaxNode node) => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or InitializerExpressionSyntax);
}
