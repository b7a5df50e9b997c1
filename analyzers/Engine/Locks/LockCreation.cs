using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// What the creation of a lock says of it: a semaphore is a lock only if it starts with one permit, a reader-writer lock is recursive only if asked to be.
/// Read from syntax, since the creating code may lie in any member of the declaring type.
/// </summary>
internal sealed class LockCreation
{
    private readonly ConcurrentDictionary<ISymbol, PrimitiveShape?> _shapes = new(SymbolEqualityComparer.Default);

    /// <summary>What is known of a primitive from how it is made.</summary>
    /// <param name="Kind">The primitive.</param>
    /// <param name="CountsReleases">Whether one release too many is an error for sure.</param>
    internal sealed record PrimitiveShape(PrimitiveKind Kind, bool CountsReleases = true);

    /// <summary>The shape of a lock of this family that lives in <paramref name="variable"/>; null if it is no lock, or not known to be one.</summary>
    public PrimitiveShape? ShapeOf(LockFamily family, ISymbol? variable) => family switch
    {
        LockFamily.Monitor => new(PrimitiveKind.Monitor),
        LockFamily.Lock => new(PrimitiveKind.Lock),
        LockFamily.SpinLock => new(PrimitiveKind.SpinLock),
        LockFamily.Mutex => new(PrimitiveKind.Mutex),
        _ when variable is null => null,
        _ => _shapes.GetOrAdd(variable.OriginalDefinition, definition => FromCreations(family, definition)),
    };

    private static PrimitiveShape? FromCreations(LockFamily family, ISymbol variable)
    {
        PrimitiveShape? found = null;
        foreach (var creation in CreationsOf(variable))
        {
            var shape = creation.ArgumentList is { } arguments && TypeFits(creation, family) ? FromArguments(family, arguments.Arguments) : null;
            if (shape is null || (found is not null && found != shape))
            {
                return null;
            }

            found = shape;
        }

        return found;
    }

    // `new(1, 1)` or the type's own name; anything else is a subclass or another type.
    private static bool TypeFits(BaseObjectCreationExpressionSyntax creation, LockFamily family) =>
        creation is not ObjectCreationExpressionSyntax named || named.Type.ToString().EndsWith(family.ToString(), StringComparison.Ordinal);

    private static PrimitiveShape? FromArguments(LockFamily family, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (family == LockFamily.ReaderWriterLockSlim)
        {
            return arguments.Count switch
            {
                0 => new(PrimitiveKind.ReaderWriterLockSlim),
                1 when arguments[0].Expression.ToString().EndsWith("SupportsRecursion", StringComparison.Ordinal) => new(PrimitiveKind.RecursiveReaderWriterLockSlim),
                1 when arguments[0].Expression.ToString().EndsWith("NoRecursion", StringComparison.Ordinal) => new(PrimitiveKind.ReaderWriterLockSlim),
                _ => null,
            };
        }

        var initial = Count(arguments, "initialCount", 0);
        if (initial != 1)
        {
            return null;
        }

        return new(PrimitiveKind.SemaphoreSlim, CountsReleases: Count(arguments, "maxCount", 1) == 1);
    }

    private static int? Count(SeparatedSyntaxList<ArgumentSyntax> arguments, string name, int position)
    {
        var argument = arguments.FirstOrDefault(candidate => candidate.NameColon?.Name.Identifier.ValueText == name)
            ?? (arguments.Count > position && arguments[position].NameColon is null ? arguments[position] : null);
        return argument?.Expression is LiteralExpressionSyntax { Token.Value: int value } ? value : null;
    }

    // Every place that gives the variable a value; one that is no creation yields a creation without arguments, which fits nothing.
    private static IEnumerable<BaseObjectCreationExpressionSyntax> CreationsOf(ISymbol variable)
    {
        foreach (var reference in variable.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initializer is not null)
            {
                yield return initializer as BaseObjectCreationExpressionSyntax ?? NotACreation();
            }
        }

        if (variable is not (IFieldSymbol or IPropertySymbol))
        {
            yield break;
        }

        foreach (var reference in variable.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var assignment in reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (NameOf(assignment.Left) == variable.Name)
                {
                    yield return assignment.Right as BaseObjectCreationExpressionSyntax ?? NotACreation();
                }
            }
        }
    }

    private static ImplicitObjectCreationExpressionSyntax NotACreation() => SyntaxFactory.ImplicitObjectCreationExpression().WithArgumentList(
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(Enumerable.Repeat(SyntaxFactory.Argument(SyntaxFactory.IdentifierName("unknown")), 3))));

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
