using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>What names locks in one compilation: ids of symbols, names given by annotations, and how locks are created.</summary>
internal sealed class LockNaming
{
    private readonly AnnotationReader _annotations;

    /// <summary>Names for one compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="annotations">What attributes say.</param>
    /// <param name="compiledClassOf">The class of a lock that a compiled reference declares, as the reference tells it; null if it does not.</param>
    public LockNaming(Compilation compilation, AnnotationReader annotations, Func<ISymbol, LockClass?> compiledClassOf)
    {
        _annotations = annotations;
        Creation = new(compiledClassOf);
        Stores = new(Names);
        Owned = new(Stores);
        Sole = new(compilation);
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

    /// <summary>Members whose object is in no other member.</summary>
    public SoleMembers Sole { get; }

    /// <summary>What the creation of locks says of them.</summary>
    public LockCreation Creation { get; }

    /// <summary>Locks as annotations name them.</summary>
    public ContractLocks Annotated => _annotated ??= new(Names, _annotations);

    private ContractLocks? _annotated;
}
