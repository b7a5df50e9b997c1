using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Lists the names that annotations use, and finds those that name nothing.</summary>
internal sealed class AnnotationReferences(AnnotationReader reader)
{
    // The kernel's two names that no declaration stands behind: RCU read sections, and memory reclaim.
    private const string Rcu = "rcu";
    private const string Reclaim = "fs_reclaim";

    private static readonly (string Property, AnnotationRole Role)[] Extra =
    [
        ("OrLock", AnnotationRole.Lock),
        ("BodyOf", AnnotationRole.Target),
        ("OnTrue", AnnotationRole.Outcome),
        ("OnFalse", AnnotationRole.Outcome),
        ("OnNull", AnnotationRole.Outcome),
        ("OnNonNull", AnnotationRole.Outcome),
        ("OnResult", AnnotationRole.Result),
        ("Discharge", AnnotationRole.ValueMember),
    ];

    /// <summary>The names in the project's own annotations that name nothing, in order of their places.</summary>
    public ImmutableArray<AnnotationReference> Unresolved(CancellationToken cancellationToken) =>
        reader.AnnotatedSymbols(withReferences: false, cancellationToken)
            .SelectMany(Of)
            .Where(reference => !Names(reference))
            .OrderBy(reference => reference.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(reference => reference.Location.SourceSpan.Start)
            .ToImmutableArray();

    /// <summary>The names written in the annotations of one symbol; none for metadata.</summary>
    public static IEnumerable<AnnotationReference> Of(ISymbol symbol)
    {
        var attributes = symbol.GetAttributes();
        if (symbol is IMethodSymbol method)
        {
            attributes = attributes.AddRange(method.GetReturnTypeAttributes());
        }

        foreach (var attribute in attributes)
        {
            if (AnnotationVocabulary.NameOf(attribute) is { } name)
            {
                foreach (var reference in Of(symbol, name, new AnnotationArguments(attribute)))
                {
                    yield return reference;
                }
            }
        }
    }

    private static IEnumerable<AnnotationReference> Of(ISymbol symbol, string name, AnnotationArguments arguments)
    {
        var attribute = name.Substring(0, name.Length - "Attribute".Length);
        if (name == AnnotationVocabulary.LockOrderChain)
        {
            return arguments.Texts("Locks")
                .Where(element => element.Text is not null)
                .Select(element => new AnnotationReference(element.Text ?? string.Empty, AnnotationRole.Lock, attribute, symbol, element.Location));
        }

        return Properties(name)
            .Where(property => property.Role != AnnotationRole.None && arguments.Text(property.Name) is not null && arguments.IsWritten(property.Name))
            .Select(property => new AnnotationReference(
                arguments.Text(property.Name) ?? string.Empty,
                property.Role,
                attribute,
                symbol,
                arguments.LocationOf(property.Name)))
            .ToArray();
    }

    private static IEnumerable<(string Name, AnnotationRole Role)> Properties(string attribute) => attribute switch
    {
        AnnotationVocabulary.LockOrder => [("Before", AnnotationRole.Lock), ("After", AnnotationRole.Lock)],
        AnnotationVocabulary.AllowLockOrder => [("Held", AnnotationRole.Lock), ("Acquired", AnnotationRole.Lock)],
        _ => AnnotationVocabulary.ShapeOf(attribute) is { } shape ? [(shape.Main, shape.Role), .. Extra] : [],
    };

    private static bool IsNameOf(Location location) =>
        location.SourceTree?.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true)
            is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    private bool Names(AnnotationReference reference)
    {
        // Half-typed signatures hide what the name may mean; nameof of nothing is an error of the compiler's.
        if (AnnotationScope.HasErrors(reference.Anchor) || (IsNameOf(reference.Location) && !reader.IsNameInSource(reference.Text)))
        {
            return true;
        }

        var callable = AnnotationScope.CallableOf(reference.Anchor);
        return reference.Role switch
        {
            AnnotationRole.Target when reference.Text == Rcu => true,
            AnnotationRole.Lock when reference.Text == Reclaim => true,
            AnnotationRole.Outcome => AnnotationResolver.ResolveOutcome(LockContractTest.True, reference.Text, reference.Anchor).IsResolved,
            AnnotationRole.Result => AnnotationResolver.ResolveOutcome(LockContractTest.Result, reference.Text, reference.Anchor).IsResolved,
            AnnotationRole.OwnerMember => AnnotationScope.Member(AnnotationScope.OwnerOf(reference.Anchor), reference.Text) is not null,
            AnnotationRole.ValueMember =>
                AnnotationScope.Member(callable is null ? AnnotationScope.OwnerOf(reference.Anchor) : AnnotationScope.ResultOf(callable), reference.Text) is not null,
            _ => reader.IsResolved(reader.Resolver.Resolve(reference.Text, reference.Anchor)),
        };
    }
}
