using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Turns the outcome of one body into what rules ask for.</summary>
internal sealed class ResultBuilder(BodyOutcome outcome, string bodyId, bool isGenerated, bool isConcurrent)
{
    private readonly bool _isConstructor = outcome.Context.Method is { MethodKind: MethodKind.Constructor };

    /// <summary>The result.</summary>
    public MethodResult Build()
    {
        if (outcome.Budget is { } budget)
        {
            var site = new Site(BodyStart(), outcome.Context.Member);
            return new() { BodyId = bodyId, Member = outcome.Context.Member, BudgetsExceeded = ImmutableArray.Create((site, budget)) };
        }

        // One mistake, one finding: what was perhaps never taken is not reported as not given back.
        var tries = UncheckedTryFinder.In(outcome);
        var leaks = LeakFinder.In(outcome).RemoveAll(leak => tries.Any(one => one.Site.Equals(leak.Held.AcquiredAt)));
        var again = Reacquisitions(leaks);
        return new()
        {
            BodyId = bodyId,
            Member = outcome.Context.Member,
            Edges = Edges((from, to) => !from.Class.IsWeak && !to.Class.IsWeak),
            Pairs = Edges(IsPair).Select(OfOneClass).ToImmutableArray(),
            Reacquisitions = again,
            Leaks = leaks,
            UnheldReleases = UnheldReleases(),
            UncheckedTries = tries.RemoveAll(one => again.Any(other => other.Site.Equals(one.Site))),
            MovedReleases = MovedReleases(),
            BareSections = BareSectionFinder.In(outcome).RemoveAll(bare => IsAt(bare.Held.AcquiredAt)),
            HeldAcrossYields = HeldAcrossYields(),
        };

        bool IsAt(Site site) => tries.Any(one => one.Site.Equals(site)) || leaks.Any(leak => leak.Held.AcquiredAt.Equals(site)) || again.Any(other => other.Site.Equals(site));
    }

    private Location BodyStart()
    {
        var syntax = outcome.Context.Graph.OriginalOperation.Syntax;
        return outcome.Context.Method?.Locations.FirstOrDefault(location => location.SourceTree == syntax.SyntaxTree) ?? syntax.GetFirstToken().GetLocation();
    }

    private static bool IsPair(LockRef from, LockRef to) =>
        string.Equals(from.Class.DeclaredId, to.Class.DeclaredId, StringComparison.Ordinal) && !(from.Path.IsKnown && from.Path.Equals(to.Path));

    // `lock (this)` knows the class for sure, `lock (other)` guesses the same one.
    private static LockEdge OfOneClass(LockEdge pair)
    {
        var known = pair.From.Lock.Class.IsWeak ? pair.To.Class : pair.From.Lock.Class;
        return pair with { From = pair.From with { Lock = pair.From.Lock with { Class = known } }, To = pair.To with { Class = known } };
    }

    private ImmutableArray<LockEdge> Edges(Func<LockRef, LockRef, bool> counts)
    {
        if (outcome.Record.Events.Count == 0)
        {
            return ImmutableArray<LockEdge>.Empty;
        }

        var edges = new Dictionary<(Location, LockRef, LockMode, LockRef, LockMode), LockEdge>();
        foreach (var at in outcome.Record.Events)
        {
            if (at.State.Held.IsEmpty && at.Event.Under.IsEmpty)
            {
                continue;
            }

            // Most events happen with nothing held that counts, and whether a lock is shared costs more to find out than that.
            var own = at.State.Held.Where(entry => !entry.IsUnknown).Select(entry => entry.ToHeldLock());
            var held = own.Concat(at.Event.Under).Where(held => counts(held.Lock, at.Event.Lock)).ToList();
            if (held.Count == 0 || !IsShared(at.Event.Lock, at.Operation))
            {
                continue;
            }

            var site = outcome.Context.SiteOf(at.Operation);
            foreach (var from in held.Where(held => IsShared(held.Lock, at.Operation)))
            {
                var key = (site.Location, from.Lock, from.Mode, at.Event.Lock, at.Event.Mode);
                var edge = Edge(at, from, site);
                edges[key] = edges.TryGetValue(key, out var known) ? known with { Gates = Common(known.Gates, edge.Gates) } : edge;
            }
        }

        return edges.Count == 0 ? ImmutableArray<LockEdge>.Empty : edges.Values
            .OrderBy(edge => edge.Site).ThenBy(edge => edge.From.Lock.ToString(), StringComparer.Ordinal).ThenBy(edge => edge.To.ToString(), StringComparer.Ordinal)
            .ToImmutableArray();
    }

    private LockEdge Edge(EventAt at, HeldLock from, Site site) => new()
    {
        From = from,
        To = at.Event.Lock,
        ToMode = at.Event.Mode,
        Site = site,
        Trace = at.Event.Trace,
        Gates = at.State.Held.Where(entry => !entry.IsUnknown).Select(entry => entry.ToHeldLock()).Concat(at.Event.Within).Where(held => held != from).ToImmutableArray(),
        BodyId = bodyId,
        IsGenerated = isGenerated,
        IsConcurrent = isConcurrent,
    };

    // Only locks that another thread can hold at the same time have an order: not those of objects still private to this body or being constructed.
    private bool IsShared(LockRef @lock, IOperation place) =>
        !outcome.Context.Resolver.IsPrivateAt(@lock, place) && !(_isConstructor && @lock.Path.Root == PathRoot.This);

    private static ImmutableArray<HeldLock> Common(ImmutableArray<HeldLock> left, ImmutableArray<HeldLock> right) =>
        left.Where(held => right.Any(other => other.Mode == held.Mode && other.Lock.Equals(held.Lock))).ToImmutableArray();

    private ImmutableArray<Reacquisition> Reacquisitions(ImmutableArray<Leak> leaks)
    {
        if (outcome.Record.Again.Count == 0)
        {
            return ImmutableArray<Reacquisition>.Empty;
        }

        var found = new SortedDictionary<Site, Reacquisition>();
        foreach (var again in outcome.Record.Again)
        {
            var site = outcome.Context.SiteOf(again.Operation);

            // Taken again by the same statement in the next round of a loop: forgotten to release, or a signal that others give.
            var isSameStatement = again.Held.AcquiredAt.Equals(site);
            if (!isSameStatement && !again.Held.Lock.Class.IsAssumed && !found.ContainsKey(site) && !leaks.Any(leak => leak.Held.AcquiredAt.Equals(again.Held.AcquiredAt)))
            {
                found.Add(site, new(again.Held.ToHeldLock(), again.Event.Mode, site, again.Event.Trace));
            }
        }

        return found.Values.ToImmutableArray();
    }

    private ImmutableArray<MovedRelease> MovedReleases() => outcome.Record.Moved.Count == 0 ? ImmutableArray<MovedRelease>.Empty : outcome.Record.Moved
        .Select(at => new MovedRelease(at.Entry.ToHeldLock(), outcome.Context.SiteOf(at.Release), at.Entry.Moved?.Site))
        .GroupBy(moved => moved.Site)
        .Select(group => group.OrderBy(moved => moved.Held.AcquiredAt).First())
        .OrderBy(moved => moved.Site)
        .ToImmutableArray();

    private ImmutableArray<HeldAcrossYield> HeldAcrossYields() => outcome.Record.Yields.Count == 0 ? ImmutableArray<HeldAcrossYield>.Empty : outcome.Record.Yields
        .GroupBy(at => at.Entry.AcquiredAt)
        .Select(group => new HeldAcrossYield(group.First().Entry.ToHeldLock(), group.Select(at => outcome.Context.SiteOf(at.Yield)).Distinct().OrderBy(site => site).ToImmutableArray()))
        .OrderBy(across => across.Held.AcquiredAt)
        .ToImmutableArray();

    private ImmutableArray<UnheldRelease> UnheldReleases()
    {
        if (!outcome.Record.Releases.Exists(release => release.Standing is ReleaseStanding.Released or ReleaseStanding.PerhapsReleased))
        {
            return ImmutableArray<UnheldRelease>.Empty;
        }

        var found = new SortedDictionary<Site, UnheldRelease>();
        foreach (var group in outcome.Record.Releases.GroupBy(release => (release.Operation, release.Lock)))
        {
            var bad = group.FirstOrDefault(release => release.Standing is ReleaseStanding.Released or ReleaseStanding.PerhapsReleased);
            if (bad?.Earlier is not { } earlier || !bad.Lock.Class.CountsReleases || bad.Lock.Class.IsAssumed)
            {
                continue;
            }

            var isCertain = group.All(release => release.Standing is ReleaseStanding.Released or ReleaseStanding.PerhapsReleased);
            var isOnOnePath = group.Any(release => release.Standing == ReleaseStanding.Released) && group.All(release => release.Standing != ReleaseStanding.Unknown);
            if (isCertain || isOnOnePath)
            {
                var site = outcome.Context.SiteOf(bad.Operation);
                found[site] = new(bad.Lock, site, earlier.ReleasedAt, earlier.AcquiredAt);
            }
        }

        return found.Values.ToImmutableArray();
    }
}
