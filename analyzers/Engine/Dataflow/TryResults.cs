using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// What a body does with the outcome of a try-acquire. Only where every use of it is seen is it known that a way on which it failed is a way that the author
/// did not think of; an outcome that is stored or passed on may be looked at elsewhere.
/// </summary>
internal sealed class TryResults(ControlFlowGraph graph)
{
    private readonly Dictionary<ILocalSymbol, (bool IsRead, bool IsFollowed)> _locals = new(SymbolEqualityComparer.Default);
    private HashSet<IOperation>? _conditions;

    /// <summary>Whether all that the body does with the returned boolean is nothing, or to branch on it.</summary>
    public bool IsFollowed(IOperation call) => UseOf(call) is not (null or { IsFollowed: false });

    /// <summary>Whether nothing ever looks at the returned boolean, which nobody threw away by <c>_ =</c>.</summary>
    public bool IsIgnored(IOperation call) => UseOf(call) is { IsRead: false };

    /// <summary>Whether all reads of a boolean local are branches on it, and whether there are any.</summary>
    public (bool IsRead, bool IsFollowed) UsesOf(ILocalSymbol local)
    {
        if (!_locals.TryGetValue(local, out var known))
        {
            known = FindUses(local);
            _locals[local] = known;
        }

        return known;
    }

    private (bool IsRead, bool IsFollowed)? UseOf(IOperation call)
    {
        _conditions ??= new(graph.Blocks.Where(block => block.ConditionKind != ControlFlowConditionKind.None).Select(block => block.BranchValue!));
        for (var current = call; ; current = current.Parent)
        {
            if (_conditions.Contains(current))
            {
                return (true, true);
            }

            switch (current.Parent)
            {
                case IAwaitOperation or IConversionOperation or IParenthesizedOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                    continue;
                case IExpressionStatementOperation:
                    return (false, true);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target }:
                    return UsesOf(target.Local);
                default:
                    return null;
            }
        }
    }

    private (bool IsRead, bool IsFollowed) FindUses(ILocalSymbol local)
    {
        var isRead = false;
        foreach (var reference in graph.OriginalOperation.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                continue;
            }

            var use = UseOf(reference);
            if (use is null)
            {
                return (true, false);
            }

            isRead |= use.Value;
        }

        return (isRead, true);
    }

    // True: a branch; false: a write; null: anything else.
    private bool? UseOf(ILocalReferenceOperation reference)
    {
        if (IsOfNestedFunction(reference))
        {
            return null;
        }

        if (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference)
        {
            return false;
        }

        if (reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IInvocationOperation call })
        {
            return Symbols.LockCatalogue.Find(call.TargetMethod, call.Instance?.Type) is { Outcome: Symbols.LockOutcome.TakenFlag } ? false : null;
        }

        IOperation current = reference;
        while (current.Parent is IConversionOperation or IParenthesizedOperation or IUnaryOperation or IBinaryOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IConditionalOperation conditional when conditional.Condition == current => true,
            IWhileLoopOperation loop when loop.Condition == current => true,
            IForLoopOperation loop when loop.Condition == current => true,
            IReturnOperation => true,
            IArgumentOperation { Parameter: { } parameter } when Termination.EndsUnless(parameter) is not null => true,
            _ => null,
        };
    }

    private bool IsOfNestedFunction(IOperation operation)
    {
        for (var current = operation.Parent; current is not null && current != graph.OriginalOperation; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
