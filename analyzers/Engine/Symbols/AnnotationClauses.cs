using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Turns the attributes of one symbol into clauses.</summary>
internal static class AnnotationClauses
{
    private static readonly (string Property, LockContractTest Test)[] Outcomes =
    [
        ("OnTrue", LockContractTest.True),
        ("OnFalse", LockContractTest.False),
        ("OnNull", LockContractTest.Null),
        ("OnNonNull", LockContractTest.NonNull),
        ("OnResult", LockContractTest.Result),
    ];

    /// <summary>The symbol's own clauses, those on its returned value last; nothing inherited.</summary>
    public static ImmutableArray<LockContractClause> Of(ISymbol symbol, AnnotationResolver resolver)
    {
        var attributes = symbol.GetAttributes();
        if (symbol is IMethodSymbol method)
        {
            attributes = attributes.AddRange(method.GetReturnTypeAttributes());
        }

        if (attributes.IsEmpty)
        {
            return ImmutableArray<LockContractClause>.Empty;
        }

        var clauses = ImmutableArray.CreateBuilder<LockContractClause>();
        foreach (var attribute in attributes)
        {
            if (AnnotationVocabulary.NameOf(attribute) is { } name && AnnotationVocabulary.ShapeOf(name) is { } shape)
            {
                clauses.Add(Read(shape, new AnnotationArguments(attribute), symbol, resolver));
            }
        }

        return WithSharedOutcome(clauses.ToImmutable());
    }

    /// <summary>The outcome that an attribute states; always, if none.</summary>
    public static LockContractOutcome OutcomeOf(AnnotationArguments arguments, ISymbol anchor)
    {
        foreach (var (property, test) in Outcomes)
        {
            if (arguments.Text(property) is { } text)
            {
                return AnnotationResolver.ResolveOutcome(test, text, anchor);
            }
        }

        return LockContractOutcome.Always;
    }

    private static LockContractClause Read(AnnotationShape shape, AnnotationArguments arguments, ISymbol anchor, AnnotationResolver resolver)
    {
        var text = shape.Main.Length == 0 ? null : arguments.Text(shape.Main);
        var isReference = shape.Role is AnnotationRole.Lock or AnnotationRole.Target;

        // A copy of the attribute may lack the default; a target that is not said is the receiver.
        text ??= shape.Role == AnnotationRole.Target ? "this" : null;
        return new LockContractClause
        {
            Kind = shape.Kind,
            Lock = isReference && text is not null ? resolver.Resolve(text, anchor) : null,
            Name = isReference ? null : text,
            Mode = arguments.Mode("Mode", shape.DefaultMode),
            Outcome = OutcomeOf(arguments, anchor),
            AsTry = arguments.Flag("AsTry"),
            IsBounded = arguments.Flag("Bounded"),
            IsLater = arguments.Flag("Later"),
            Subclass = arguments.Number("Subclass"),
            AlternativeType = arguments.Type("Or"),
            AlternativeLock = arguments.Text("OrLock") is { } other ? resolver.Resolve(other, anchor) : null,
            AlternativeMode = arguments.Mode("OrMode", LockContractMode.Write),
            BodyOf = arguments.Text("BodyOf") is { } body ? resolver.Resolve(body, anchor) : null,
            Location = arguments.Location,
        };
    }

    // A guard that was not obtained is no open section either: a section without an outcome of its own has that of the lock acquired with it.
    private static ImmutableArray<LockContractClause> WithSharedOutcome(ImmutableArray<LockContractClause> clauses)
    {
        var acquired = clauses.FirstOrDefault(clause => clause.Kind == LockContractKind.Acquires);
        if (acquired is null or { Outcome.Test: LockContractTest.Always } || clauses.Any(clause => clause.Kind == LockContractKind.LeavesRcu))
        {
            return clauses;
        }

        return clauses
            .Select(clause => clause is { Kind: LockContractKind.EntersRcu or LockContractKind.DisablesInterrupts, Outcome.Test: LockContractTest.Always }
                ? clause with { Outcome = acquired.Outcome }
                : clause)
            .ToImmutableArray();
    }
}
