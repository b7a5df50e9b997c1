using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine;

/// <summary>The face of the engine: what rules and their host may ask of it.</summary>
internal sealed class LockAnalysis
{
    private readonly Lazy<DeclaredOrder> _declaredOrder;

    public LockAnalysis(Compilation compilation)
    {
        Compilation = compilation;
        Annotations = new AnnotationReader(compilation);
        _declaredOrder = new(() => DeclaredOrder.Of(Annotations, Annotations.AnnotatedSymbols(withReferences: true, CancellationToken.None)));
    }

    /// <summary>The compilation under analysis.</summary>
    public Compilation Compilation { get; }

    /// <summary>What attributes say of locks and members.</summary>
    public AnnotationReader Annotations { get; }

    /// <summary>The order of lock classes that attributes declare.</summary>
    public DeclaredOrder DeclaredOrder => _declaredOrder.Value;

    /// <summary>Names in the project's annotations that name nothing. Walks the whole project: for the end of a build.</summary>
    public ImmutableArray<AnnotationReference> UnresolvedNames(CancellationToken cancellationToken) => new AnnotationReferences(Annotations).Unresolved(cancellationToken);

    /// <summary>What can be proven of one member's bodies: the member's own and those of its lambdas and local functions.</summary>
    public ImmutableArray<MethodResult> Analyze(ISymbol member, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graphOf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = (Compilation, member, blocks, graphOf);
        return ImmutableArray<MethodResult>.Empty;
    }

    /// <summary>The feasible cycles in the order in which the bodies analysed so far take their locks.</summary>
    public ImmutableArray<LockCycle> FindCycles(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Compilation;
        return ImmutableArray<LockCycle>.Empty;
    }
}
