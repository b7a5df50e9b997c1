using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>Acquiring, releasing and calling: the changes of one path state, each noted in the body's record.</summary>
internal sealed class LockMoves(BodyContext body, BodyRecord record)
{
    /// <summary>The path after an own acquisition.</summary>
    public PathState Acquire(PathState path, LockCall call, bool isTry)
    {
        if (call.Mode == LockMode.Exclusive)
        {
            record.ExclusiveClasses.Add(call.Lock.Class);
        }

        var site = body.SiteOf(call.Operation);
        var happened = new LockEvent(call.Lock, call.Mode, ImmutableArray.Create(site)) { IsHandedOn = call.IsHandedOn, IsLater = call.IsAsync };
        if (!isTry)
        {
            Note(path, call.Operation, happened);
        }
        else if (path.Held.Any(entry => entry.Lock.IsSameInstance(call.Lock)) && ThrowsWhenTriedAgain(call.Lock.Class.Kind))
        {
            NoteAgain(path.Held, call.Operation, happened);
        }

        return Take(path, new HeldEntry(call.Lock, call.Mode, site) { Scope = call.Scope, TakenBy = call.Operation });
    }

    /// <summary>The path after an own release.</summary>
    public PathState Release(PathState path, LockCall call)
    {
        if (!call.Operation.IsImplicit && call.Target is { } target
            && FindMoved(path, call) is { Moved: { } moved } entry && LockPaths.Reads(target, moved.Variable, body.Resolver))
        {
            record.Moved.Add((call.Operation, entry));
        }

        return Give(path, call.Operation, call.Lock, call.Mode);
    }

    /// <summary>The path after an assignment to a field or property.</summary>
    public PathState Reassign(PathState path, IOperation assignment, IMemberReferenceOperation target) =>
        path.Held.Any(MayMove) ? MarkMoved(path, body.Resolver.Target(target).Path, assignment) : path;

    /// <summary>The path after a call, as far as the called method itself assigns what leads to a held lock.</summary>
    public PathState ReassignBy(PathState path, IOperation step)
    {
        if (step is not IInvocationOperation { Instance: { } receiver, TargetMethod: var method } || !path.Held.Any(MayMove))
        {
            return path;
        }

        var prefix = body.Resolver.Target(receiver).Path;
        foreach (var entry in path.Held.Where(MayMove))
        {
            if (entry.Lock.Path.TryStripPrefix(prefix, AccessPath.This()) is { Members: [var next, ..] } && LockPaths.NameOf(next) is var name
                && LockPaths.IsAssignable(method.ContainingType, name) && body.Assigned.Has(method, name))
            {
                path = MarkMoved(path, prefix.Then(next), step);
            }
        }

        return path;
    }

    /// <summary>The paths after a call: two if its result tells what it left behind.</summary>
    public IEnumerable<PathState> Call(PathState path, IOperation call, CallEffect effect)
    {
        foreach (var happened in effect.Events)
        {
            Note(path, call, happened);
        }

        path = Meanwhile(path, call, effect.Meanwhile);
        if (effect.Net.IsNone)
        {
            return [path];
        }

        var certain = MakeUncertain(path, effect.Net.Uncertain.Select(uncertain => new UncertainLock(uncertain, LockMode.Exclusive, body.SiteOf(call))));
        if (!effect.Net.DependsOnResult)
        {
            return [Change(certain, call, effect.Net.WhenTrue)];
        }

        var result = ConditionKeys.OfCall(call);
        return
        [
            Change(Missing(certain, call, effect.Net.WhenFalse, effect.Net.WhenTrue), call, effect.Net.WhenTrue).WithCondition(result, true),
            Change(Missing(certain, call, effect.Net.WhenTrue, effect.Net.WhenFalse), call, effect.Net.WhenFalse).WithCondition(result, false),
        ];
    }

    // An iterator that is gone through by `foreach` keeps its locks until the loop is left; the graph has no release of them.
    private static PathState Meanwhile(PathState path, IOperation call, ImmutableArray<HeldLock> held)
    {
        var loop = held.IsEmpty ? null : call.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>();
        return loop?.Expression.Span.Contains(call.Syntax.Span) != true
            ? path
            : held.Where(entry => !path.Held.Any(own => own.Lock.IsSameInstance(entry.Lock)))
                .Aggregate(path, (now, entry) => Take(now, new(entry.Lock, entry.Mode, entry.AcquiredAt) { Scope = loop.Span, TakenBy = call }));
    }

    /// <summary>The path after an attempt to take a lock that failed; no test of anything else can tell that if nothing looks at the outcome.</summary>
    public PathState Fail(PathState path, IOperation operation, LockRef @lock, LockMode mode)
    {
        if (!@lock.Path.IsKnown || path.Held.Any(entry => entry.Lock.Class.Equals(@lock.Class)))
        {
            return path;
        }

        var site = body.SiteOf(operation);
        return path.WithReleased(path.Released.RemoveAll(entry => entry.IsFailure && entry.Lock.IsSameInstance(@lock))
            .Insert(0, new(@lock, mode, site, site, IsCertain: true) { IsFailure = true, IsBlind = record.Ignored.Contains(operation) && @lock.Class.Kind is not (PrimitiveKind.SemaphoreSlim or PrimitiveKind.Semaphore) }));
    }

    // What the other outcome would have taken was tried and not got.
    private PathState Missing(PathState path, IOperation call, LockChange other, LockChange own)
    {
        var missing = other.Acquired.RemoveAll(own.Acquired.Contains);
        if (missing.IsEmpty)
        {
            return path;
        }

        if (body.Tries.IsIgnored(call))
        {
            record.Ignored.Add(call);
        }

        return body.Tries.IsFollowed(call) ? missing.Aggregate(path, (state, entry) => Fail(state, call, entry.Lock, entry.Mode)) : path;
    }

    /// <summary>The path after disposing of what <paramref name="maker"/> returned: locks that this call left held go with it. Null if it left none.</summary>
    public PathState? Discharge(PathState path, IOperation operation, IOperation maker)
    {
        var site = body.SiteOf(maker);
        var guarded = path.Held.Where(entry => entry.AcquiredAt.Equals(site)).ToList();
        return guarded.Count == 0 ? null : guarded.Aggregate(path, (state, entry) => Give(state, operation, entry.Lock, entry.Mode));
    }

    /// <summary>The path with nothing certain about these locks.</summary>
    public static PathState MakeUncertain(PathState path, IEnumerable<UncertainLock> locks)
    {
        var held = path.Held;
        foreach (var uncertain in locks)
        {
            var index = IndexOf(held, uncertain.Lock, uncertain.Mode);
            held = index < 0
                ? held.Add(new HeldEntry(uncertain.Lock, uncertain.Mode, uncertain.Site) { IsUnknown = true, IsCallers = uncertain.IsReleasedFirst })
                : held.SetItem(index, held[index] with { IsUnknown = true });
        }

        return held == path.Held ? path : path.WithHeld(held);
    }

    // A lock statement keeps what it locked; so does a using.
    private static bool MayMove(HeldEntry entry) => entry is { Moved: null, TakenBy.IsImplicit: false, Lock.Path: { Root: PathRoot.Static } or { IsKnown: true, Members.IsEmpty: false } };

    private PathState MarkMoved(PathState path, AccessPath variable, IOperation step)
    {
        if (!variable.IsKnown || !path.Held.Any(IsBehind))
        {
            return path;
        }

        var site = body.SiteOf(step);
        return path.WithHeld(path.Held.Select(entry => IsBehind(entry) ? entry with { Moved = new(variable, entry.Lock.Path, site) } : entry).ToImmutableArray());

        bool IsBehind(HeldEntry entry) => MayMove(entry) && entry.Lock.Path.TryStripPrefix(variable, AccessPath.This()) is not null;
    }

    // The only lock of its kind that is held, under the name by which it was taken.
    private static HeldEntry? FindMoved(PathState path, LockCall call)
    {
        var held = path.Held.Where(entry => entry.Lock.Class.Equals(call.Lock.Class)).ToList();
        return held is [{ Moved: { } moved, IsUnknown: false } only] && only.Mode == call.Mode && moved.Lock.Equals(call.Lock.Path) ? only : null;
    }

    private PathState Change(PathState path, IOperation call, LockChange change)
    {
        foreach (var (@lock, mode) in change.Released)
        {
            path = Give(path, call, @lock, mode);
        }

        foreach (var (@lock, mode) in change.Acquired)
        {
            path = Take(path, new HeldEntry(@lock, mode, body.SiteOf(call)) { TakenBy = call });
        }

        return path;
    }

    private void Note(PathState path, IOperation operation, LockEvent happened)
    {
        if (happened.Needs.Any(need => path[need.Key] is { } known && known != need.Value))
        {
            return;
        }

        if (happened.IsHandedOn)
        {
            record.Add(new EventAt(operation, happened, path.WithHeld(ImmutableArray<HeldEntry>.Empty)));
            return;
        }

        if (happened.Under.Any(held => held.Lock.IsSameInstance(happened.Lock) && happened.Lock.Class.Again(held.Mode, happened.Mode) == Reentry.Allowed))
        {
            return;
        }

        var kept = path.Held.Where(entry => !happened.Dropped.Any(dropped => dropped.IsSameInstance(entry.Lock))).ToList();
        if (kept.Any(entry => entry.Lock.IsSameInstance(happened.Lock)))
        {
            // Held anyway: nothing is waited for, so no order follows.
            NoteAgain(kept, operation, happened);
            return;
        }

        record.Add(new EventAt(operation, happened, kept.Count == path.Held.Length ? path : path.WithHeld(kept.ToImmutableArray())));
    }

    private void NoteAgain(IEnumerable<HeldEntry> held, IOperation operation, LockEvent happened)
    {
        var again = Decisive(held.Where(entry => entry.Lock.IsSameInstance(happened.Lock)).ToList(), happened);
        var isRefused = happened.Lock.Class.Again(again.Mode, happened.Mode) is Reentry.Hangs or Reentry.Throws || IsUpgrade(happened, again);
        if (!again.IsUnknown && isRefused)
        {
            record.Add(new AgainAt(operation, happened, again));
        }
    }

    // Held in several modes: a lock that counts asks who is its writer or may become it, one that does not looks for a reader first.
    private static HeldEntry Decisive(List<HeldEntry> held, LockEvent happened)
    {
        var counts = happened.Lock.Class.Again(LockMode.Exclusive, LockMode.Exclusive) == Reentry.Allowed;
        return (counts ? held.Find(entry => entry.Mode != LockMode.Shared) : held.Find(entry => IsUpgrade(happened, entry))) ?? held[0];
    }

    private static bool IsUpgrade(LockEvent happened, HeldEntry held) =>
        PrimitiveTraits.Of(happened.Lock.Class.Kind).IsUpgrade(held.Mode, happened.Mode);

    // These look at what the thread has before they look at the clock.
    private static bool ThrowsWhenTriedAgain(PrimitiveKind kind) => kind is PrimitiveKind.ReaderWriterLockSlim or PrimitiveKind.RecursiveReaderWriterLockSlim;

    private static PathState Take(PathState path, HeldEntry entry)
    {
        var released = path.Released.RemoveAll(other => other.Lock.IsSameInstance(entry.Lock));
        var taken = released.Length == path.Released.Length ? path : path.WithReleased(released);
        var index = IndexOf(taken.Held, entry.Lock, entry.Mode);
        if (index < 0 || !entry.Lock.Path.IsKnown)
        {
            return taken.WithHeld(taken.Held.Add(entry));
        }

        var known = taken.Held[index];
        return known.IsUnknown || known.Count >= HeldEntry.MaxCount
            ? taken
            : taken.WithHeld(taken.Held.SetItem(index, known with { Count = known.Count + 1 }));
    }

    /// <summary>The path without locks whose statement does not contain this place.</summary>
    public static PathState LeaveScopes(PathState path, SyntaxNode place) => !path.Held.IsEmpty && path.Held.Any(entry => HasEnded(entry, place))
        ? path.WithHeld(path.Held.RemoveAll(entry => HasEnded(entry, place)))
        : path;

    private static bool HasEnded(HeldEntry entry, SyntaxNode place) => entry.Scope is { } scope && !scope.Contains(place.Span);

    private PathState Give(PathState path, IOperation operation, LockRef @lock, LockMode mode)
    {
        var index = IndexOf(path.Held, @lock, mode);
        if (index >= 0)
        {
            var entry = path.Held[index];
            record.Add(new ReleaseAt(operation, @lock, entry.IsUnknown ? ReleaseStanding.Unknown : ReleaseStanding.Held, null));
            return entry.Count > 1
                ? path.WithHeld(path.Held.SetItem(index, entry with { Count = entry.Count - 1 }))
                : Remove(path, index, operation);
        }

        // Something of that class is held through a path that cannot be compared: it may be this one.
        var similar = LastIndex(path.Held, entry => entry.Lock.Class.Equals(@lock.Class) && !(entry.Lock.Path.IsKnown && @lock.Path.IsKnown));
        if (similar >= 0)
        {
            record.Add(new ReleaseAt(operation, @lock, ReleaseStanding.Unknown, null));

            // Which one it was is a guess, so what the others were once called says nothing any more.
            return path.WithHeld(path.Held.RemoveAt(similar).Select(entry => entry.Lock.Class.Equals(@lock.Class) ? entry with { Moved = null } : entry).ToImmutableArray());
        }

        var earlier = path.Released.FirstOrDefault(entry => entry.Lock.IsSameInstance(@lock) && entry.Mode == mode);
        var standing = path.IsBlurred ? ReleaseStanding.Unknown : earlier switch
        {
            null => ReleaseStanding.NotOurs,
            { IsFailure: true } => ReleaseStanding.Failed,
            { IsCertain: true } => ReleaseStanding.Released,
            _ => ReleaseStanding.PerhapsReleased,
        };
        record.Add(new ReleaseAt(operation, @lock, standing, earlier));
        return earlier is null ? path.WithDropped(@lock, mode) : path;
    }

    // What the compiler releases at the end of a lock statement or a using is never released twice; not remembering it keeps states few.
    private PathState Remove(PathState path, int index, IOperation operation)
    {
        var entry = path.Held[index];
        var removed = path.WithHeld(path.Held.RemoveAt(index));
        if (entry.IsCallers)
        {
            return removed.WithDropped(entry.Lock, entry.Mode);
        }

        return operation.IsImplicit || !entry.Lock.Path.IsKnown
            ? removed
            : removed.WithReleased(removed.Released.Add(new(entry.Lock, entry.Mode, entry.AcquiredAt, body.SiteOf(operation), IsCertain: true)));
    }

    private static int IndexOf(ImmutableArray<HeldEntry> held, LockRef @lock, LockMode mode) => @lock.Path.IsKnown
        ? LastIndex(held, entry => entry.Mode == mode && entry.Lock.IsSameInstance(@lock))
        : LastIndex(held, entry => entry.Mode == mode && entry.Lock.Class.Equals(@lock.Class) && !entry.Lock.Path.IsKnown);

    private static int LastIndex(ImmutableArray<HeldEntry> held, Func<HeldEntry, bool> fits)
    {
        for (var i = held.Length - 1; i >= 0; i--)
        {
            if (fits(held[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
