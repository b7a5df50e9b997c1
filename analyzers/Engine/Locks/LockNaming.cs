using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>What names locks in one compilation: ids of symbols, names given by annotations, and how locks are created.</summary>
internal sealed class LockNaming
{
    private readonly AnnotationReader _annotations;

    public LockNaming(AnnotationReader annotations)
    {
        _annotations = annotations;
        Stores = new(Names);
        Owned = new(Stores);
        Factories = new(Names, Stores);
    }

    public SymbolNames Names { get; } = new();

    /// <summary>What constructors keep of their arguments.</summary>
    public ConstructorStores Stores { get; }

    /// <summary>Methods that return new objects.</summary>
    public Factories Factories { get; }

    /// <summary>Whether a method returns a new object each time.</summary>
    public bool IsFactory(IMethodSymbol method) => Factories.Of(method) is not null;

    /// <summary>Objects that were made with their owner as an argument.</summary>
    public OwnedObjects Owned { get; }

    public LockCreation Creation { get; } = new();

    /// <summary>Locks as annotations name them.</summary>
    public ContractLocks Annotated => _annotated ??= new(Names, _annotations);

    private ContractLocks? _annotated;
}
