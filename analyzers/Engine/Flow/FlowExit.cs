using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MmAnalyzers.Engine.Flow;

/// <summary>One way out of a body, all <c>finally</c> blocks on it done.</summary>
/// <param name="Block">The block that leaves.</param>
/// <param name="State">What holds outside.</param>
/// <param name="IsThrow">Whether it leaves by an explicit <c>throw</c> that nothing in the body catches.</param>
internal sealed record FlowExit<TState>(BasicBlock Block, TState State, bool IsThrow);
