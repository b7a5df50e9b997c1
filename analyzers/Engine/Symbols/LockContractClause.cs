using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>One statement of a contract: one annotation on one member.</summary>
internal sealed record LockContractClause
{
    /// <summary>What it says.</summary>
    public required LockContractKind Kind { get; init; }

    /// <summary>Of which lock or other object; null if the kind needs none, or the argument is missing.</summary>
    public LockContractReference? Lock { get; init; }

    /// <summary>In which mode: as written, or the attribute's own default.</summary>
    public LockContractMode Mode { get; init; } = LockContractMode.Any;

    /// <summary>On which outcome of the call.</summary>
    public LockContractOutcome Outcome { get; init; } = LockContractOutcome.Always;

    /// <summary>Acquired without waiting.</summary>
    public bool AsTry { get; init; }

    /// <summary>The wait gives up after a time.</summary>
    public bool IsBounded { get; init; }

    /// <summary>The callback is run later, elsewhere.</summary>
    public bool IsLater { get; init; }

    /// <summary>The role in which the lock is acquired.</summary>
    public int Subclass { get; init; }

    /// <summary>Name of an obligation or of an interrupt context, or the key of an order.</summary>
    public string? Name { get; init; }

    /// <summary>A guard or lock type that will do instead of <see cref="Lock"/>.</summary>
    public ITypeSymbol? AlternativeType { get; init; }

    /// <summary>A lock that will do instead of <see cref="Lock"/>, in <see cref="AlternativeMode"/>.</summary>
    public LockContractReference? AlternativeLock { get; init; }

    /// <summary>The mode of <see cref="AlternativeLock"/>.</summary>
    public LockContractMode AlternativeMode { get; init; }

    /// <summary>The object whose body a callback parameter is.</summary>
    public LockContractReference? BodyOf { get; init; }

    /// <summary>Where the annotation stands; <see cref="Location.None"/> for metadata.</summary>
    public required Location Location { get; init; }
}
