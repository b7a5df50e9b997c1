using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Whether some other code could give back a lock that a member returns with: only then can it be a contract that callers know of. Asked for single
/// findings, so the text of one type is read for it.
/// </summary>
internal static class OtherReleases
{
    /// <summary>Whether another body of the type gives the lock back without having taken it, or the lock is known outside of the type.</summary>
    public static bool MayExist(LockRef @lock, IMethodSymbol? method, SyntaxNode body)
    {
        if (VariableOf(@lock, method?.ContainingType) is not { DeclaredAccessibility: Accessibility.Private } variable)
        {
            return true;
        }

        var balance = new Dictionary<SyntaxNode, (bool Takes, bool Gives)>();
        foreach (var name in OutermostOf(variable.ContainingType).DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => name.Identifier.ValueText == variable.Name))
        {
            var use = UseOf(name);
            if (use == Use.HandedOn)
            {
                return true;
            }

            if (BodyAround(name) is { } around && !around.Span.Contains(body.Span) && !body.Span.Contains(around.Span))
            {
                var (takes, gives) = balance.TryGetValue(around, out var known) ? known : default;
                balance[around] = (takes || use == Use.Taken, gives || use == Use.Given);
            }
        }

        return balance.Values.Any(one => one.Gives && !one.Takes);
    }

    private enum Use
    {
        Neutral,
        Taken,
        Given,
        HandedOn,
    }

    // The field that the lock's class is named after, if the member's type or one around it declares it.
    private static ISymbol? VariableOf(LockRef @lock, INamedTypeSymbol? type)
    {
        var name = @lock.Class.Id[(@lock.Class.Id.LastIndexOf('.') + 1)..];
        for (; type is not null; type = type.ContainingType)
        {
            if (type.GetMembers(name).FirstOrDefault(member => member is IFieldSymbol or IPropertySymbol) is { } found
                && @lock.Class.Id.EndsWith(type.MetadataName + "." + name, StringComparison.Ordinal))
            {
                return found;
            }
        }

        return null;
    }

    private static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static Use UseOf(IdentifierNameSyntax name)
    {
        ExpressionSyntax path = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
        return path.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } called when called.Expression == path => UseBy(called.Name.Identifier.ValueText),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax called } } => UseBy(called.Name.Identifier.ValueText),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "Monitor" } } called } } =>
                called.Name.Identifier.ValueText == "Wait" ? Use.Neutral : UseBy(called.Name.Identifier.ValueText),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => Use.Neutral,
            AssignmentExpressionSyntax assignment when assignment.Left == path => Use.Neutral,
            MemberAccessExpressionSyntax or LockStatementSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax => Use.Neutral,
            _ => Use.HandedOn,
        };
    }

    private static Use UseBy(string method) => LockCatalogue.ActionOf(method) switch
    {
        LockAction.Acquire or LockAction.TryAcquire => Use.Taken,
        LockAction.Release or LockAction.Unfollowed => Use.Given,
        _ => Use.Neutral,
    };

    private static SyntaxNode? BodyAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
}
