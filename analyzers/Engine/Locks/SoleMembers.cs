using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// Members whose object was made for them alone: read-only, and every value is a creation. What one such member holds, no other member ever does, so that
/// <c>_stock._gate</c> and <c>_orders._gate</c> are two locks, whoever's they are.
/// </summary>
internal sealed class SoleMembers(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether two paths surely end at two instances, wherever they start.</summary>
    public bool AreTwo(AccessPath left, AccessPath right)
    {
        var (one, other) = (ChainOf(left), ChainOf(right));
        for (var (i, j) = (one.Length - 1, other.Length - 1); i >= 0 && j >= 0; i--, j--)
        {
            // From the lock outwards: of different objects, a member made for each alone is different too.
            if (!IsSole(one[i]) || !IsSole(other[j]))
            {
                return false;
            }

            if (!string.Equals(one[i], other[j], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<string> ChainOf(AccessPath path) => path.Root == PathRoot.Static ? path.Members.Insert(0, path.RootName) : path.Members;

    private bool IsSole(string memberId) => _known.GetOrAdd(memberId, id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is { } member && IsSole(member));

    // Of a value type, the member is a copy, and what is in it may have been copied along.
    private static bool IsSole(ISymbol member)
    {
        if (member is not (IFieldSymbol { IsReadOnly: true, Type.IsReferenceType: true } or IPropertySymbol { SetMethod: null, Type.IsReferenceType: true }))
        {
            return false;
        }

        var values = MemberValues.Of(member).ToList();
        return values.Count > 0 && values.TrueForAll(value => value is BaseObjectCreationExpressionSyntax) && !IsHandedOut(member);
    }

    // A constructor may let somebody else fill a read-only field.
    private static bool IsHandedOut(ISymbol member) => member.ContainingType.InstanceConstructors.Concat(member.ContainingType.StaticConstructors)
        .SelectMany(constructor => constructor.DeclaringSyntaxReferences)
        .Select(part => part.GetSyntax())
        .OfType<ConstructorDeclarationSyntax>()
        .SelectMany(constructor => constructor.DescendantNodes().OfType<ArgumentSyntax>())
        .Any(argument => !argument.RefKindKeyword.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.None) && argument.Expression.ToString().EndsWith(member.Name, StringComparison.Ordinal));
}
