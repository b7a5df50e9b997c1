using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Names a method the way documentation ids do, with or without its parameters: data that means the same in every compilation.</summary>
/// <param name="Type">The declaring type with its namespace, <c>System.Lazy`1</c>; nested types follow a dot.</param>
/// <param name="Name">The method as metadata calls it: <c>.ctor</c> for a constructor, <c>get_Value</c> for a getter.</param>
/// <param name="Parameters">The parameter types as in documentation ids, comma-separated; null: all overloads.</param>
internal sealed record MemberPattern(string Type, string Name, string? Parameters = null)
{
    /// <summary>Whether a method is meant: by itself, or because it overrides or implements one that is.</summary>
    public bool Matches(IMethodSymbol method)
    {
        for (var declared = method.OriginalDefinition; declared is not null; declared = declared.OverriddenMethod?.OriginalDefinition)
        {
            if (IsNamed(declared))
            {
                return true;
            }
        }

        return method.ContainingType is { } type && Implements(type.OriginalDefinition, method.OriginalDefinition);
    }

    /// <inheritdoc/>
    public override string ToString() => Parameters is null ? $"{Type}.{Name}" : $"{Type}.{Name}({Parameters})";

    private bool Implements(INamedTypeSymbol declaring, IMethodSymbol method)
    {
        // Looking for the interface first: asking what implements what is dear, and most types have none of those that rows name.
        foreach (var contract in declaring.AllInterfaces)
        {
            if (!IsType(contract))
            {
                continue;
            }

            foreach (var member in contract.GetMembers(Name).OfType<IMethodSymbol>())
            {
                if (IsNamed(member.OriginalDefinition)
                    && SymbolEqualityComparer.Default.Equals(declaring.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsNamed(IMethodSymbol method) =>
        string.Equals(method.Name, Name, StringComparison.Ordinal) && IsType(method.ContainingType) && (Parameters is null || string.Equals(ParametersOf(method), Parameters, StringComparison.Ordinal));

    // The simple name first: a documentation id is a new string.
    private bool IsType(INamedTypeSymbol? type) =>
        type is not null
        && Type.Contains(type.Name)
        && type.OriginalDefinition.GetDocumentationCommentId() is { } id
        && id.Length == Type.Length + 2
        && id.EndsWith(Type, StringComparison.Ordinal);

    private static string ParametersOf(IMethodSymbol method)
    {
        var id = method.GetDocumentationCommentId() ?? string.Empty;
        var open = id.IndexOf('(');
        return open < 0 ? string.Empty : id.Substring(open + 1, id.LastIndexOf(')') - open - 1);
    }
}
