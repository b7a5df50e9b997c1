using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>One bound piece of executable code.</summary>
/// <param name="Owner">The member it belongs to: a method, or the field or property of an initialiser.</param>
/// <param name="Root">
/// Its operation: method body, constructor body with <c>base(…)</c>, initialiser, local function or lambda. Of local functions and lambdas it
/// is the operation of the syntax, whose <see cref="IOperation.Parent"/> is not null.
/// </param>
/// <param name="Graph">Its control-flow graph.</param>
internal readonly record struct BoundBody(ISymbol Owner, IOperation Root, ControlFlowGraph Graph);
