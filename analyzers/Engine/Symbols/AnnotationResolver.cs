using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>
/// Gives the texts in annotations their meaning. The nearest wins: <c>this</c> and <c>return</c>, a parameter, a member of the declaring type (its bases,
/// the types around it), <c>Type.member</c>; a meaning counts only if the whole text fits it. What is left is the name of a lock class.
/// </summary>
/// <remarks>
/// Whether a class of that name is declared somewhere is not asked here: that needs a walk over the whole project, which an editor cannot afford at every
/// key. <see cref="AnnotationReader.IsResolved"/> asks.
/// </remarks>
internal sealed class AnnotationResolver(AnnotationTypeNames types)
{
    /// <summary>What a lock reference means where <paramref name="anchor"/> is annotated.</summary>
    public LockContractReference Resolve(string text, ISymbol anchor)
    {
        var parts = ImmutableArray.CreateRange(text.Split('.'));
        var callable = AnnotationScope.CallableOf(anchor);
        return ResolveSpecial(text, parts, anchor, callable)
            ?? ResolveParameter(text, parts, callable)
            ?? ResolveMember(text, parts, AnnotationScope.OwnerOf(anchor))
            ?? ResolveTypeMember(text, parts, anchor)
            ?? new(text, parts[0] is "this" or "return" ? LockContractRoot.Unresolved : LockContractRoot.Class);
    }

    /// <summary>What tells on which outcome a clause holds: the returned value, a member of it, or a parameter.</summary>
    public static LockContractOutcome ResolveOutcome(LockContractTest test, string text, ISymbol anchor)
    {
        var callable = AnnotationScope.CallableOf(anchor);
        if (test == LockContractTest.Result)
        {
            var value = AnnotationScope.Member(AnnotationScope.ResultOf(callable), text);
            return new(test, text, value, value is not null);
        }

        if (string.Equals(text, "return", StringComparison.Ordinal))
        {
            return new(test, text, null, AnnotationScope.ResultOf(callable) is not null);
        }

        var target = AnnotationScope.ParametersOf(callable).FirstOrDefault(parameter => string.Equals(parameter.Name, text, StringComparison.Ordinal))
            ?? AnnotationScope.Member(AnnotationScope.ResultOf(callable), text);
        return new(test, text, target, target is not null);
    }

    private static LockContractReference? ResolveSpecial(string text, ImmutableArray<string> parts, ISymbol anchor, ISymbol? callable)
    {
        var (root, type) = parts[0] switch
        {
            "this" => (LockContractRoot.This, AnnotationScope.ReceiverOf(anchor)),
            "return" => (LockContractRoot.Return, AnnotationScope.ResultOf(callable)),
            _ => (LockContractRoot.Unresolved, null),
        };
        return type is not null && AnnotationScope.Chain(type, parts.RemoveAt(0)) is { } members ? new(text, root) { Members = members } : null;
    }

    private static LockContractReference? ResolveParameter(string text, ImmutableArray<string> parts, ISymbol? callable)
    {
        foreach (var parameter in AnnotationScope.ParametersOf(callable))
        {
            if (string.Equals(parameter.Name, parts[0], StringComparison.Ordinal)
                && AnnotationScope.Chain(parameter.Type, parts.RemoveAt(0)) is { } members)
            {
                return new(text, LockContractRoot.Parameter) { ParameterOrdinal = parameter.Ordinal, Members = members };
            }
        }

        return null;
    }

    private static LockContractReference? ResolveMember(string text, ImmutableArray<string> parts, INamedTypeSymbol? owner)
    {
        for (var type = owner; type is not null; type = type.ContainingType)
        {
            if (AnnotationScope.Chain(type, parts) is { } members)
            {
                return new(text, LockContractRoot.Member) { Members = members };
            }
        }

        return null;
    }

    private LockContractReference? ResolveTypeMember(string text, ImmutableArray<string> parts, ISymbol anchor)
    {
        // "A.B.c" is c of the type A.B before it is b.c of the type A.
        for (var cut = parts.Length - 1; cut > 0; cut--)
        {
            var rest = parts.RemoveRange(0, cut);
            var found = types.Find(parts.RemoveRange(cut, parts.Length - cut), anchor)
                .Select(type => AnnotationScope.Chain(type, rest))
                .Where(members => members is not null)
                .ToArray();
            if (found.Length > 0)
            {
                return found.Length > 1
                    ? new(text, LockContractRoot.Ambiguous)
                    : new(text, LockContractRoot.TypeMember) { Members = found[0].GetValueOrDefault() };
            }
        }

        return null;
    }
}
