using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Source;

/// <summary>Simple names of syntax: what an index goes by.</summary>
internal static class SyntaxNames
{
    private const string AttributeSuffix = "Attribute";

    /// <summary>The rightmost simple name of an expression or type name; null when it has none.</summary>
    public static string? RightmostOf(SyntaxNode? node)
    {
        while (true)
        {
            switch (node)
            {
                case SimpleNameSyntax simple:
                    return simple.Identifier.ValueText;
                case MemberAccessExpressionSyntax access:
                    node = access.Name;
                    break;
                case MemberBindingExpressionSyntax binding:
                    node = binding.Name;
                    break;
                case QualifiedNameSyntax qualified:
                    node = qualified.Right;
                    break;
                case AliasQualifiedNameSyntax alias:
                    node = alias.Name;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    node = parenthesized.Expression;
                    break;
                case PostfixUnaryExpressionSyntax postfix:
                    node = postfix.Operand;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>The names of all attributes in the lists, in ordinal order, each once, without the suffix <c>Attribute</c>.</summary>
    public static IEnumerable<string> OfAttributes(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (RightmostOf(attribute.Name) is { } name)
                {
                    yield return Unsuffixed(name);
                }
            }
        }
    }

    /// <summary>The names in the base list of a type, as written.</summary>
    public static ImmutableArray<string> OfBases(BaseListSyntax? bases) => bases is null
        ? ImmutableArray<string>.Empty
        : bases.Types.Select(type => RightmostOf(type.Type)).OfType<string>().ToImmutableArray();

    /// <summary>Sorted, without repetitions: the canonical form in which indexes keep names.</summary>
    public static ImmutableArray<string> Canonical(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToImmutableArray();

    private static string Unsuffixed(string name) =>
        name.Length > AttributeSuffix.Length && name.EndsWith(AttributeSuffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - AttributeSuffix.Length)
            : name;
}
