using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>How a body comes by an object.</summary>
/// <param name="Tokens">The way, with locals replaced by what they stand for.</param>
/// <param name="Names">Every name that stands for the object or a part of the way.</param>
internal sealed record Origin(ImmutableArray<OriginToken> Tokens, ImmutableHashSet<string> Names)
{
    // Names of things that are not on a par with each other: whoever calls knows which is which.
    private static readonly string[] Roles = ["parent", "child", "owner", "root", "outer", "inner", "next", "prev", "head", "tail"];

    /// <summary>The names that stand for this object and not for the other one.</summary>
    public ImmutableHashSet<string> NamesBeside(Origin other) => Names.Except(other.Names);

    /// <summary>
    /// Where two ways differ, if what makes the difference could be exchanged: a receiver and a parameter of its type, two parameters, two keys of one type
    /// for one look-up. Null if the objects have roles of their own.
    /// </summary>
    public ImmutableArray<(OriginToken One, OriginToken Other)>? DifferencesTo(Origin other)
    {
        if (Tokens.Length != other.Tokens.Length)
        {
            return null;
        }

        var differences = ImmutableArray.CreateBuilder<(OriginToken, OriginToken)>();
        for (var i = 0; i < Tokens.Length; i++)
        {
            var (one, two) = (Tokens[i], other.Tokens[i]);
            if (string.Equals(one.Text, two.Text, StringComparison.Ordinal))
            {
                continue;
            }

            if (!AreExchangeable(one, two, isFirst: i == 0))
            {
                return null;
            }

            differences.Add((one, two));
        }

        return differences.Count == 0 ? null : differences.ToImmutable();
    }

    private static bool AreExchangeable(OriginToken one, OriginToken other, bool isFirst)
    {
        if (one.IsElement && other.IsElement)
        {
            return true;
        }

        return (isFirst || (one.IsArgument && other.IsArgument))
            && one.ReplaceableType is { } type && other.ReplaceableType is { } otherType
            && (SymbolEqualityComparer.Default.Equals(type, otherType) || IsCast(one, otherType) || IsCast(other, type))
            && !HasRole(one) && !HasRole(other);
    }

    // Equals(object other): what is locked in it is a member of the receiver's type.
    private static bool IsCast(OriginToken self, ITypeSymbol parameter) => self.Text == OriginToken.This && parameter.SpecialType == SpecialType.System_Object;

    private static bool HasRole(OriginToken token) => Roles.Any(role => token.Text.IndexOf(role, StringComparison.OrdinalIgnoreCase) >= 0);
}
