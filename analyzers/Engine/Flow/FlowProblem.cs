using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MmAnalyzers.Engine.Flow;

/// <summary>What a forward analysis is about: the states and what code does to them. States are immutable.</summary>
/// <typeparam name="TState">A set of facts at one point of the program; equality by value.</typeparam>
internal abstract class FlowProblem<TState>
    where TState : class, IEquatable<TState>
{
    /// <summary>The state in which the body is entered.</summary>
    public abstract TState Entry { get; }

    /// <summary>What holds where two ways meet. Must be commutative, associative and idempotent, and may only grow.</summary>
    public abstract TState Join(TState left, TState right);

    /// <summary>Join at the head of a loop: additionally must not let anything count up round after round.</summary>
    public abstract TState JoinAtLoopHead(TState head, TState backEdge);

    /// <summary>The state after a whole operation of a block, or after a branch value.</summary>
    public abstract TState After(TState state, IOperation operation);

    /// <summary>The state on the edge where <paramref name="condition"/> has this value; null if that cannot be.</summary>
    public abstract TState? Assume(TState state, IOperation condition, bool value);

    /// <summary>The state in which a handler starts when anything in <paramref name="tryRegion"/> may have thrown.</summary>
    public abstract TState AtHandler(TState tryEntry, ControlFlowRegion tryRegion);
}
