using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>What names locks in one compilation: ids of symbols, names given by annotations, and how locks are created.</summary>
internal sealed class LockNaming(AnnotationReader annotations)
{
    public SymbolNames Names { get; } = new();

    public LockCreation Creation { get; } = new();

    /// <summary>Locks as annotations name them.</summary>
    public ContractLocks Annotated => _annotated ??= new(Names, annotations);

    private ContractLocks? _annotated;
}
