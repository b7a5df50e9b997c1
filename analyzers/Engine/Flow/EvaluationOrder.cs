using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Flow;

/// <summary>The operations of a tree in the order in which they are evaluated: operands before what uses them.</summary>
internal static class EvaluationOrder
{
    /// <summary>Post-order over <paramref name="root"/>, without the bodies of lambdas. Iterative: expressions may be nested thousands deep.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="isWanted">Which operations; null for all.</param>
    public static ImmutableArray<IOperation> Of(IOperation root, Func<IOperation, bool>? isWanted = null)
    {
        // Reverse pre-order with children pushed in order is post-order.
        var reversed = new List<IOperation>();
        var open = new Stack<IOperation>();
        open.Push(root);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (isWanted is null || isWanted(operation))
            {
                reversed.Add(operation);
            }

            if (operation is IFlowAnonymousFunctionOperation or IAnonymousFunctionOperation)
            {
                continue;
            }

            foreach (var child in operation.ChildOperations)
            {
                open.Push(child);
            }
        }

        reversed.Reverse();
        return reversed.ToImmutableArray();
    }
}
