using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// What the creation of a lock says of it: a semaphore is a lock only if it starts with one permit, a reader-writer lock is recursive only if asked to be.
/// Read from syntax, since the creating code may lie in any member of the declaring type; of compiled references, their summaries tell.
/// </summary>
/// <param name="compiledClassOf">The class of a lock that a compiled reference declares, as the reference tells it; null if it does not.</param>
internal sealed class LockCreation(Func<ISymbol, LockClass?> compiledClassOf)
{
    private readonly ConcurrentDictionary<ISymbol, PrimitiveShape?> _shapes = new(SymbolEqualityComparer.Default);

    /// <summary>What is known of a primitive from how it is made.</summary>
    /// <param name="Kind">The primitive.</param>
    /// <param name="CountsReleases">Whether one release too many is an error for sure.</param>
    /// <param name="IsAssumed">Whether it was handed in, so that only who made it knows.</param>
    internal sealed record PrimitiveShape(PrimitiveKind Kind, bool CountsReleases = true, bool IsAssumed = false);

    /// <summary>The shape of a lock of this family that lives in <paramref name="variable"/>; null if it is no lock, or not known to be one.</summary>
    public PrimitiveShape? ShapeOf(LockFamily family, ISymbol? variable) => family switch
    {
        LockFamily.Monitor => new(PrimitiveKind.Monitor),
        LockFamily.Lock => new(PrimitiveKind.Lock),
        LockFamily.SpinLock => new(PrimitiveKind.SpinLock),
        LockFamily.Mutex => new(PrimitiveKind.Mutex),
        LockFamily.ReaderWriterLock => new(PrimitiveKind.ReaderWriterLock),
        _ when variable is null => null,
        _ => _shapes.GetOrAdd(variable.OriginalDefinition, definition => FromCreations(family, definition)),
    };

    /// <summary>The family whose primitives are told apart by their creation; null for kinds that need no look at it.</summary>
    public static LockFamily? FamilyByCreation(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.SemaphoreSlim => LockFamily.SemaphoreSlim,
        PrimitiveKind.Semaphore => LockFamily.Semaphore,
        PrimitiveKind.ReaderWriterLockSlim or PrimitiveKind.RecursiveReaderWriterLockSlim => LockFamily.ReaderWriterLockSlim,
        _ => null,
    };

    // Of a lock that was handed in, the strictest is assumed; nothing is reported of it here.
    private static PrimitiveShape Assumed(LockFamily family) => new(
        family == LockFamily.ReaderWriterLockSlim ? PrimitiveKind.ReaderWriterLockSlim : SemaphoreKind(family), CountsReleases: false, IsAssumed: true);

    private PrimitiveShape? FromCreations(LockFamily family, ISymbol variable)
    {
        if (variable is IParameterSymbol)
        {
            return Assumed(family);
        }

        if (variable.DeclaringSyntaxReferences.IsEmpty)
        {
            return compiledClassOf(variable) is { } told && FamilyByCreation(told.Kind) == family ? new(told.Kind, told.CountsReleases, told.IsAssumed) : null;
        }

        PrimitiveShape? found = null;
        var values = (IsOne(variable) ? MemberValues.Of(variable) : ElementValues.Of(variable, family.ToString())).ToList();
        if (values.Count > 0 && values.All(value => IsParameter(value, variable)))
        {
            return Assumed(family);
        }

        foreach (var creation in values.Select(value => value as BaseObjectCreationExpressionSyntax))
        {
            var shape = creation is { ArgumentList: { } arguments } && TypeFits(creation, family) ? FromArguments(family, arguments.Arguments) : null;
            if (shape is null || (found is not null && found != shape))
            {
                return null;
            }

            found = shape;
        }

        return found;
    }

    // Else it holds many: a collection of locks, such as one for each key.
    private static bool IsOne(ISymbol variable) => variable switch
    {
        IFieldSymbol { Type: INamedTypeSymbol { IsGenericType: true } or IArrayTypeSymbol } => false,
        IPropertySymbol { Type: INamedTypeSymbol { IsGenericType: true } or IArrayTypeSymbol } => false,
        _ => true,
    };

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

        // One with a name belongs to other processes too, and they count with it.
        var isNamed = family == LockFamily.Semaphore && arguments.Count > 2;
        return new(SemaphoreKind(family), CountsReleases: !isNamed && Count(arguments, family == LockFamily.Semaphore ? "maximumCount" : "maxCount", 1) == 1);
    }

    private static PrimitiveKind SemaphoreKind(LockFamily family) => family == LockFamily.Semaphore ? PrimitiveKind.Semaphore : PrimitiveKind.SemaphoreSlim;

    private static int? Count(SeparatedSyntaxList<ArgumentSyntax> arguments, string name, int position)
    {
        var argument = arguments.FirstOrDefault(candidate => candidate.NameColon?.Name.Identifier.ValueText == name)
            ?? (arguments.Count > position && arguments[position].NameColon is null ? arguments[position] : null);
        return argument?.Expression is LiteralExpressionSyntax { Token.Value: int value } ? value : null;
    }

    private static bool IsParameter(ExpressionSyntax value, ISymbol variable) =>
        value is IdentifierNameSyntax { Identifier.ValueText: var name }
        && variable.ContainingType.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => parameter.Name == name));
}
