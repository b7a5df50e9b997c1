using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine;

/// <summary>The face of the engine: what rules and their host may ask of it.</summary>
internal sealed class LockAnalysis(Compilation compilation)
{
    /// <summary>The compilation under analysis.</summary>
    public Compilation Compilation { get; } = compilation;

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
