using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// Which locks a handler cannot know: those that its <c>try</c> takes or gives back where an exception may come before or after it.
/// A lock that a <c>finally</c> inside the try gives back is no such lock.
/// </summary>
internal sealed class HandlerUncertainty(BodyContext body, ICallEffects calls)
{
    private readonly Dictionary<ControlFlowRegion, ImmutableArray<(LockRef Lock, LockMode Mode, Site Site)>> _known = [];

    /// <summary>Locks that are unknown in the handlers of this try.</summary>
    public ImmutableArray<(LockRef Lock, LockMode Mode, Site Site)> Of(ControlFlowRegion tryRegion)
    {
        if (_known.TryGetValue(tryRegion, out var found))
        {
            return found;
        }

        var touched = new List<(LockRef Lock, LockMode Mode, Site Site)>();
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
                    touched.Add((@lock, mode, site));
                }
            }
        }

        found = touched.Where(entry => !releasedInFinally.Contains(entry.Lock)).ToImmutableArray();
        _known[tryRegion] = found;
        return found;
    }

    private IEnumerable<(LockRef Lock, LockMode Mode, Site Site, bool IsRelease)> TouchedBy(BasicBlock block)
    {
        var operations = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
        foreach (var step in operations.SelectMany(operation => body.StepsOf(operation)))
        {
            if (body.LockCallOf(step) is { } call)
            {
                if (call.Api.Action != LockAction.IsHeld)
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
