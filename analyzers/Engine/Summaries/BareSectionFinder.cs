using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Finds locks that stay held if a call between their acquisition and their release throws.</summary>
internal sealed class BareSectionFinder
{
    private readonly BodyOutcome _outcome;
    private Dictionary<IOperation, BasicBlock>? _blocks;
    private readonly List<ReleaseAt> _releases;
    private readonly HashSet<LockClass> _borrowed;

    private BareSectionFinder(BodyOutcome outcome)
    {
        _outcome = outcome;
        _releases = outcome.Record.Releases.Where(release => release.Standing is ReleaseStanding.Held or ReleaseStanding.Unknown).ToList();
        _borrowed = [.. outcome.Record.Releases.Where(release => release.Standing == ReleaseStanding.NotOurs).Select(release => release.Lock.Class)];
    }

    // Made when the first section is looked at closely: most bodies have none.
    private Dictionary<IOperation, BasicBlock> Blocks
    {
        get
        {
            if (_blocks is null)
            {
                _blocks = [];
                foreach (var block in _outcome.Context.Graph.Blocks)
                {
                    foreach (var step in (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(operation => _outcome.Context.StepsOf(operation)))
                    {
                        _blocks[step] = block;
                    }
                }
            }

            return _blocks;
        }
    }

    /// <summary>The sections, in order of their acquisitions.</summary>
    public static ImmutableArray<BareSection> In(BodyOutcome outcome)
    {
        // Most bodies give nothing back by a call of their own.
        if (!outcome.Record.Releases.Any(release => !release.Operation.IsImplicit))
        {
            return ImmutableArray<BareSection>.Empty;
        }

        var finder = new BareSectionFinder(outcome);
        var found = new SortedDictionary<Site, BareSection>();
        foreach (var (call, held) in outcome.Record.HeldAtCall.OrderBy(pair => pair.Key.Syntax.SpanStart).Select(pair => (pair.Key, pair.Value)))
        {
            foreach (var entry in held.Where(entry => entry is { IsUnknown: false, IsCallers: false, TakenBy.IsImplicit: false, Lock.Path.IsKnown: true } && !found.ContainsKey(entry.AcquiredAt)))
            {
                // What the caller holds is given back for a while and taken again: if something throws, the caller has it, as it expects.
                if (!finder._borrowed.Contains(entry.Lock.Class) && finder.ReleaseAfter(call, entry) is { } release && ThrowingCalls.NameOf(call) is { } callee && !finder.IsProtected(call, entry))
                {
                    found.Add(entry.AcquiredAt, new(entry.ToHeldLock(), outcome.Context.SiteOf(call), callee, outcome.Context.SiteOf(release.Operation)));
                }
            }
        }

        return found.Values.ToImmutableArray();
    }

    private ReleaseAt? ReleaseAfter(IOperation call, HeldEntry entry) =>
        _releases.Where(release => release.Standing == ReleaseStanding.Held && !release.Operation.IsImplicit && release.Operation != call
                && release.Operation.Syntax.SpanStart > call.Syntax.SpanStart && release.Lock.IsSameInstance(entry.Lock) && !IsIn(release.Operation, ControlFlowRegionKind.Finally))
            .OrderBy(release => release.Operation.Syntax.SpanStart)
            .FirstOrDefault();

    // A finally that releases, a handler that releases, or a handler for everything that leads on to the release.
    private bool IsProtected(IOperation call, HeldEntry entry)
    {
        for (var region = RegionOf(call); region?.EnclosingRegion is { } outer; region = outer)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
            {
                continue;
            }

            foreach (var handler in outer.NestedRegions.Where(nested => nested != region))
            {
                var releases = _releases.Any(release => release.Lock.Class.Equals(entry.Lock.Class) && IsInside(release.Operation, handler));
                if (releases || (IsForEverything(handler) && !(entry.TakenBy is { } taken && IsInside(taken, region))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsForEverything(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && handler.ExceptionType is { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private ControlFlowRegion? RegionOf(IOperation operation) => Blocks.TryGetValue(operation, out var block) ? block.EnclosingRegion : null;

    private bool IsInside(IOperation operation, ControlFlowRegion region) =>
        Blocks.TryGetValue(operation, out var block) && block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal;

    private bool IsIn(IOperation operation, ControlFlowRegionKind kind)
    {
        for (var region = RegionOf(operation); region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
