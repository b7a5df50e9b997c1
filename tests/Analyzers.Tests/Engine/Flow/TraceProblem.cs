using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Flow;

namespace MmAnalyzers.Tests.Engine.Flow;

/// <summary>Which methods of one letter may have been called, in order: the state is the set of these words.</summary>
internal sealed class TraceProblem : FlowProblem<TraceProblem.Words>
{
    public override Words Entry { get; } = new([string.Empty]);

    public override Words Join(Words left, Words right) => new(left.All.Union(right.All));

    // A second round of a loop adds letters; only words of new shapes count.
    public override Words JoinAtLoopHead(Words head, Words backEdge) => new(head.All.Union(backEdge.All.Where(word => word.Distinct().Count() == word.Length)));

    public override Words After(Words state, IOperation operation)
    {
        var letters = string.Concat(EvaluationOrder.Of(operation).OfType<IInvocationOperation>().Select(call => call.TargetMethod.Name).Where(name => name.Length == 1));
        return letters.Length == 0 ? state : new([.. state.All.Select(word => word + letters)]);
    }

    public override Words? Assume(Words state, IOperation condition, bool value) =>
        condition.ConstantValue is { HasValue: true, Value: bool constant } && constant != value ? null : state;

    public override Words AtHandler(Words tryEntry, ControlFlowRegion tryRegion) => tryEntry;

    /// <summary>A set of words.</summary>
    internal sealed record Words(ImmutableSortedSet<string> All)
    {
        public bool Equals(Words? other) => other is not null && All.SetEquals(other.All);

        public override int GetHashCode() => All.Aggregate(0, (hash, word) => hash ^ StringComparer.Ordinal.GetHashCode(word));
    }
}
