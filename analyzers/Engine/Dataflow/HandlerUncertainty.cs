using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// Which locks a handler cannot know: those that its <c>try</c> takes or gives back where an exception may come before or after it.
/// A lock that a <c>finally</c> inside the try gives back is no such lock.
/// </summary>
internal sealed class HandlerUncertainty(BodyContext body, ICallEffects calls)
{
    private readonly Dictionary<ControlFlowRegion, ImmutableArray<UncertainLock>> _known = [];

    private readonly Dictionary<ControlFlowRegion, ImmutableArray<ISymbol>> _assigned = [];

    /// <summary>Locks that are unknown in the handlers of this try.</summary>
    public ImmutableArray<UncertainLock> Of(ControlFlowRegion tryRegion)
    {
        if (_known.TryGetValue(tryRegion, out var found))
        {
            return found;
        }

        var touched = new List<UncertainLock>();
        var releasedInFinally = new HashSet<LockRef>();
        for (var ordinal = tryRegion.FirstBlockOrdinal; ordinal <= tryRegion.LastBlockOrdinal; ordinal++)
        {
            var block = body.Graph.Blocks[ordinal];
            var isFinally = IsInFinally(block.EnclosingRegion, tryRegion);
            foreach (var (@lock, mode, site, isRelease) in TouchedBy(block))
            {
                if (isFinally && isRelease)
                {
                    releasedInFinally.Add(@lock);
                }
                else if (!isFinally)
                {
                    touched.Add(new(@lock, mode, site) { IsReleasedFirst = isRelease && !touched.Exists(earlier => earlier.Lock.Equals(@lock)) });
                }
            }
        }

        found = touched.Where(entry => !releasedInFinally.Contains(entry.Lock)).ToImmutableArray();
        _known[tryRegion] = found;
        return found;
    }

    /// <summary>Variables that the try assigns: their values are not known in its handlers.</summary>
    public ImmutableArray<ISymbol> AssignedIn(ControlFlowRegion tryRegion)
    {
        if (!_assigned.TryGetValue(tryRegion, out var found))
        {
            found = Enumerable.Range(tryRegion.FirstBlockOrdinal, tryRegion.LastBlockOrdinal - tryRegion.FirstBlockOrdinal + 1)
                .SelectMany(ordinal => OperationsOf(body.Graph.Blocks[ordinal]))
                .SelectMany(operation => body.StepsOf(operation))
                .SelectMany(Assigned)
                .Distinct(SymbolEqualityComparer.Default)
                .ToImmutableArray();
            _assigned[tryRegion] = found;
        }

        return found;
    }

    private static ImmutableArray<IOperation> OperationsOf(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;

    private static IEnumerable<ISymbol> Assigned(IOperation step)
    {
        var targets = step switch
        {
            IAssignmentOperation assignment => [assignment.Target],
            IIncrementOrDecrementOperation increment => [increment.Target],
            IInvocationOperation call => call.Arguments.Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out).Select(argument => argument.Value),
            _ => Enumerable.Empty<IOperation>(),
        };
        foreach (var target in targets)
        {
            if (LockResolver.Peel(target) is ILocalReferenceOperation local)
            {
                yield return local.Local;
            }
            else if (LockResolver.Peel(target) is IParameterReferenceOperation parameter)
            {
                yield return parameter.Parameter;
            }
        }
    }

    private IEnumerable<(LockRef Lock, LockMode Mode, Site Site, bool IsRelease)> TouchedBy(BasicBlock block)
    {
        foreach (var step in OperationsOf(block).SelectMany(operation => body.StepsOf(operation)))
        {
            if (body.LockCallOf(step) is { } call)
            {
                if (call.Api.Action != LockAction.IsHeld && call.Scope is null)
                {
                    yield return (call.Lock, call.Mode, body.SiteOf(step), call.Api.Action == LockAction.Release);
                }

                continue;
            }

            if (!calls.MayChangeLocks(step) || calls.Of(step) is not { Net: { IsNone: false } net })
            {
                continue;
            }

            foreach (var (@lock, mode) in net.WhenTrue.Acquired.Concat(net.WhenFalse.Acquired))
            {
                yield return (@lock, mode, body.SiteOf(step), false);
            }

            foreach (var (@lock, mode) in net.WhenTrue.Released.Concat(net.WhenFalse.Released))
            {
                yield return (@lock, mode, body.SiteOf(step), true);
            }
        }
    }

    private static bool IsInFinally(ControlFlowRegion region, ControlFlowRegion within)
    {
        for (ControlFlowRegion? current = region; current is not null && current != within; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.Finally)
            {
                return true;
            }
        }

        return false;
    }
}
