using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>What the annotations of one symbol say, in the order they are written.</summary>
internal sealed class LockContract(ImmutableArray<LockContractClause> clauses)
{
    /// <summary>The contract of a symbol without annotations: nothing is said, so nothing is known.</summary>
    public static readonly LockContract Empty = new(ImmutableArray<LockContractClause>.Empty);

    /// <summary>All statements.</summary>
    public ImmutableArray<LockContractClause> Clauses { get; } = clauses;

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => Clauses.IsEmpty;

    /// <summary>The statements of one kind.</summary>
    public IEnumerable<LockContractClause> Of(LockContractKind kind) => Clauses.Where(clause => clause.Kind == kind);

    /// <summary>Whether something of this kind is said.</summary>
    public bool Says(LockContractKind kind)
    {
        foreach (var clause in Clauses)
        {
            if (clause.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
