using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Flow;

/// <summary>The operations of a tree in the order in which they are evaluated: operands before what uses them.</summary>
internal static class EvaluationOrder
{
    // Recursion needs no stack of its own and nothing to turn round, and nearly everything is shallow.
    private const int MaxRecursion = 100;

    /// <summary>Post-order over <paramref name="root"/>, without the bodies of lambdas. Expressions may be nested thousands deep.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="isWanted">Which operations; null for all.</param>
    public static ImmutableArray<IOperation> Of(IOperation root, Func<IOperation, bool>? isWanted = null)
    {
        ImmutableArray<IOperation>.Builder? found = null;
        return Collect(root, isWanted, MaxRecursion, ref found) ? found?.ToImmutable() ?? ImmutableArray<IOperation>.Empty : OfDeep(root, isWanted);
    }

    // False where it is nested too deep.
    private static bool Collect(IOperation operation, Func<IOperation, bool>? isWanted, int left, ref ImmutableArray<IOperation>.Builder? found)
    {
        if (left == 0)
        {
            return false;
        }

        if (operation is not (IFlowAnonymousFunctionOperation or IAnonymousFunctionOperation))
        {
            foreach (var child in operation.ChildOperations)
            {
                if (!Collect(child, isWanted, left - 1, ref found))
                {
                    return false;
                }
            }
        }

        if (isWanted is null || isWanted(operation))
        {
            (found ??= ImmutableArray.CreateBuilder<IOperation>()).Add(operation);
        }

        return true;
    }

    private static ImmutableArray<IOperation> OfDeep(IOperation root, Func<IOperation, bool>? isWanted)
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
