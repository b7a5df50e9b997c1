using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// Fields whose object was made with <c>this</c>: the child's way back to its parent is the parent itself, so that <c>_child._parent._gate</c> is <c>_gate</c>.
/// </summary>
internal sealed class OwnedObjects(ConstructorStores stores)
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _waysBack = new(StringComparer.Ordinal);

    /// <summary>Looks at a field or property that a path is about to lead through.</summary>
    public void Note(ISymbol member, string id)
    {
        if (!member.IsStatic && member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } && !_waysBack.ContainsKey(id))
        {
            _waysBack.TryAdd(id, WaysBack(member.OriginalDefinition));
        }
    }

    /// <summary>The path without detours through a child and back.</summary>
    public AccessPath Shorten(AccessPath path)
    {
        for (var i = 0; i + 2 < path.Members.Length; i++)
        {
            if (_waysBack.TryGetValue(path.Members[i], out var back) && back.Contains(path.Members[i + 1]))
            {
                return Shorten(path.WithMembers(path.Members.RemoveRange(i, 2)));
            }
        }

        return path;
    }

    private ImmutableHashSet<string> WaysBack(ISymbol member)
    {
        // Most are locks and values of the framework, whose constructors keep nothing that anybody knows of.
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return ImmutableHashSet<string>.Empty;
        }

        ImmutableHashSet<string>? common = null;
        foreach (var creation in CreationsOf(member))
        {
            var back = creation is not null && type is INamedTypeSymbol named && IsOf(creation, named) ? LeadingBack(creation, named) : ImmutableHashSet<string>.Empty;
            common = common is null ? back : common.Intersect(back);
        }

        return common ?? ImmutableHashSet<string>.Empty;
    }

    private ImmutableHashSet<string> LeadingBack(BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type)
    {
        var arguments = creation.ArgumentList?.Arguments.Select(argument => argument.Expression).ToList() ?? [];
        return ConstructorStores.ConstructorOf(type, arguments.Count) is { } constructor
            ? stores.Of(constructor).Where(store => arguments[store.Value] is ThisExpressionSyntax).Select(store => store.Key).ToImmutableHashSet(StringComparer.Ordinal)
            : ImmutableHashSet<string>.Empty;
    }

    private static bool IsOf(BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type) =>
        creation is not ObjectCreationExpressionSyntax { Type: var written } || SimpleName(written) == type.Name;

    private static string? SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    // A read-only member that is made with `this` gets its value in a constructor; null for a value that is no creation.
    private static IEnumerable<BaseObjectCreationExpressionSyntax?> CreationsOf(ISymbol member) =>
        member.ContainingType.InstanceConstructors
            .SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Where(part => part.GetSyntax() is ConstructorDeclarationSyntax)
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Where(assignment => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && name == member.Name
                || assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } && own == member.Name)
            .Select(assignment => assignment.Right as BaseObjectCreationExpressionSyntax);
}
