using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>What code does to path states, operation by operation.</summary>
internal sealed class LockTransfer(BodyContext body, ICallEffects calls, BodyRecord record, int maxPaths) : FlowProblem<PathStates>
{
    private readonly HandlerUncertainty _uncertain = new(body, calls);
    private readonly LockMoves _moves = new(body, record);

    public override PathStates Entry => PathStates.Of([PathState.Empty.WithHeld(body.TakenAtEntry is { } own ? body.HeldAtEntry.Add(own) : body.HeldAtEntry)], maxPaths);

    public override PathStates Join(PathStates left, PathStates right) => left.Join(right, maxPaths);

    public override PathStates JoinAtLoopHead(PathStates head, PathStates backEdge) => head.JoinAtLoopHead(backEdge, maxPaths);

    public override PathStates After(PathStates state, IOperation operation)
    {
        var paths = new List<PathState>(state.Paths.Length);
        foreach (var path in state.Paths)
        {
            paths.Add(LockMoves.LeaveScopes(path.Forgetting(ConditionKeys.IsTransient), operation.Syntax));
        }

        foreach (var step in body.StepsOf(operation))
        {
            var after = new List<PathState>(paths.Count);
            foreach (var path in paths)
            {
                after.AddRange(Step(path, step));
            }

            paths = after;
        }

        if (operation is IReturnOperation { Kind: OperationKind.YieldReturn })
        {
            record.AddYield(operation, paths);
        }

        // Most code touches no lock: what is not changed need not be put in order again.
        return IsSame(state.Paths, paths) ? state : PathStates.Of(paths, maxPaths);
    }

    private static bool IsSame(ImmutableArray<PathState> before, List<PathState> after)
    {
        if (before.Length != after.Count)
        {
            return false;
        }

        for (var i = 0; i < before.Length; i++)
        {
            if (!ReferenceEquals(before[i], after[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override PathStates? Assume(PathStates state, IOperation condition, bool value)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == value ? state : null;
        }

        // A `using` tests its resource for null: what was acquired through it is not null. A `?.` or `??` in the source is a test like any other.
        if (condition is IIsNullOperation test && !ConditionKeys.IsWritten(test))
        {
            return value && state.Paths.Any(path => !path.Held.IsEmpty) ? null : state;
        }

        var narrowed = PathStates.Of(state.Paths.Select(path => Narrow(path, condition, value)).OfType<PathState>(), maxPaths);
        return narrowed.Paths.IsEmpty ? null : narrowed;
    }

    public override PathStates AtHandler(PathStates tryEntry, ControlFlowRegion tryRegion)
    {
        var uncertain = _uncertain.Of(tryRegion);
        var assigned = _uncertain.AssignedIn(tryRegion);
        return tryEntry.Select(path => LockMoves.MakeUncertain(Forgetting(path), uncertain), maxPaths);

        PathState Forgetting(PathState path) =>
            path.Forgetting(key => ConditionKeys.IsTransient(key) || assigned.Any(variable => ConditionKeys.Mentions(key, variable)));
    }

    /// <summary>The path where the condition has the value; null if it cannot have it there.</summary>
    private PathState? Narrow(PathState path, IOperation condition, bool holds)
    {
        var (key, isNegated) = body.Conditions.KeyOf(condition, path);
        var value = holds ^ isNegated;
        if (key is not null && path[key] is { } outcome && outcome != value)
        {
            return null;
        }

        var known = path.Forgetting(ConditionKeys.IsTransient);
        if (key is not null && (path[key] is not null || body.Conditions.IsTracked(key)))
        {
            return ConditionKeys.IsTransient(key) ? known : known.WithCondition(key, value);
        }

        // Whatever depends on this branch may be correlated with something unseen.
        return known.Released.Any(entry => entry.IsCertain)
            ? known.WithReleased(known.Released.Where(entry => !entry.IsFailure || entry.IsBlind).Select(entry => entry with { IsCertain = entry.IsBlind }).ToImmutableArray())
            : known;
    }

    private IEnumerable<PathState> Step(PathState path, IOperation step)
    {
        switch (step)
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                return [Assign(path, target.Local, assignment.Value)];
            case ISimpleAssignmentOperation { Target: IParameterReferenceOperation target }:
                return [Forget(path, target.Parameter)];
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target }:
                path = Forget(path, target.Local);
                break;
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target }:
                path = Forget(path, target.Local);
                break;
            case IFlowCaptureOperation { Value.Type.SpecialType: SpecialType.System_Boolean } capture:
                return [Capture(path, capture)];
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target }:
                return [_moves.Reassign(path, step, target)];
            case ISimpleAssignmentOperation or IFlowCaptureOperation:
                return [path];
        }

        if (body.LockCallOf(step) is { } call)
        {
            return Apply(path, call);
        }

        if (step is IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync", Instance: { } guard } && _moves.Discharge(path, step, body.Resolver.Behind(guard)) is { } discharged)
        {
            return [discharged];
        }

        if (step is IInvocationOperation invocation)
        {
            if (Returning(path, body.EndingOf(invocation)) is not { } returning)
            {
                return [];
            }

            path = returning;
        }

        record.AddCall(step, path);
        path = _moves.ReassignBy(path, step);
        var isPassedOver = path.Held.IsEmpty && path.Released.IsEmpty && !calls.MayChangeLocks(step);
        if ((isPassedOver && !body.WantsAllEvents) || calls.Of(step) is not { } effect)
        {
            return [path];
        }

        record.SawMore |= isPassedOver && (!effect.Net.IsNone || effect.Events.Any(happened => !happened.Under.IsEmpty));
        return _moves.Call(path, step, effect);
    }

    // A method that never returns ends the path; one that returns only if its argument holds tells that it does.
    private PathState? Returning(PathState path, CallEnding ending)
    {
        if (ending.Never || ending.Asserted is not { } asserted)
        {
            return ending.Never ? null : path;
        }

        var (key, isNegated) = body.Conditions.KeyOf(asserted, path);
        if (key is null || (path[key] is null && !body.Conditions.IsTracked(key)))
        {
            return path;
        }

        var value = ending.Needed ^ isNegated;
        return path[key] is { } known && known != value ? null : ConditionKeys.IsTransient(key) ? path : path.WithCondition(key, value);
    }

    private IEnumerable<PathState> Apply(PathState path, LockCall call)
    {
        var result = ConditionKeys.OfCall(call.Operation);
        switch (call.Api.Action)
        {
            case LockAction.Acquire:
                return [WithOutcome(_moves.Acquire(path, call, isTry: false), call, taken: true)];
            case LockAction.TryAcquire when call.WaitsForever:
                return [WithOutcome(_moves.Acquire(path, call, isTry: false), call, taken: true)];
            case LockAction.TryAcquire when call.Api.ThrowsUnlessTaken:
                return [_moves.Acquire(path, call, isTry: true)];
            case LockAction.TryAcquire:
                return [WithOutcome(_moves.Acquire(path, call, isTry: true), call, taken: true), WithOutcome(Fail(path, call), call, taken: false)];
            case LockAction.Release:
                return [_moves.Release(path, call)];
            case LockAction.Unfollowed:
                return [LockMoves.MakeUncertain(path, [new(call.Lock, LockMode.Shared, body.SiteOf(call.Operation)), new(call.Lock, LockMode.Exclusive, body.SiteOf(call.Operation))])];
            default:
                var asked = path.Released.Any(entry => entry.IsFailure) ? path.WithReleased(path.Released.RemoveAll(entry => entry.IsFailure && entry.Lock.Class.Equals(call.Lock.Class))) : path;
                return [asked.Held.Any(entry => !entry.IsUnknown && entry.Lock.IsSameInstance(call.Lock) && entry.Mode == call.Mode) ? asked.WithCondition(result, true) : asked];
        }
    }

    private PathState Fail(PathState path, LockCall call)
    {
        if (call.Api.Outcome == LockOutcome.TakenFlag && call.TakenFlag is null)
        {
            return path;
        }

        var (isRead, isFollowed) = call.TakenFlag is { } flag ? body.Tries.UsesOf(flag) : (!body.Tries.IsIgnored(call.Operation), body.Tries.IsFollowed(call.Operation));
        if (!isRead)
        {
            record.Ignored.Add(call.Operation);
        }

        return isFollowed ? _moves.Fail(path, call.Operation, call.Lock, call.Mode) : path;
    }

    private static PathState WithOutcome(PathState path, LockCall call, bool taken)
    {
        if (call.TakenFlag is { } flag)
        {
            return path.WithCondition(ConditionKeys.OfVariable(flag), taken);
        }

        return call.Api.Outcome == LockOutcome.None && call.Api.Family is not (LockFamily.Mutex or LockFamily.Semaphore) ? path : path.WithCondition(ConditionKeys.OfCall(call.Operation), taken);
    }

    // `taken = Monitor.TryEnter(x)`, `done = true`: the variable knows what its value knows.
    private PathState Assign(PathState path, ILocalSymbol local, IOperation value)
    {
        bool? known = null;
        if (value.ConstantValue is { HasValue: true, Value: bool constant })
        {
            known = constant;
        }
        else if (local.Type.SpecialType == SpecialType.System_Boolean && body.Conditions.KeyOf(value, path) is var (key, isNegated) && key is not null)
        {
            known = path[key] ^ isNegated;
        }

        var forgotten = Forget(path, local);
        return known is { } outcome ? forgotten.WithCondition(ConditionKeys.OfVariable(local), outcome) : forgotten;
    }

    // `taken = x ? await TryA() : await TryB()`: the compiler's temporary carries what each way knows.
    private PathState Capture(PathState path, IFlowCaptureOperation capture)
    {
        var (key, isNegated) = body.Conditions.KeyOf(capture.Value, path);
        var own = ConditionKeys.OfCapture(capture.Id);
        var forgotten = path.Forgetting(known => known == own);
        return key is not null && path[key] is { } outcome ? forgotten.WithCondition(own, outcome ^ isNegated) : forgotten;
    }

    // From here on the variable is another object: what was held through it stays held, but is no longer known by it.
    private static PathState Forget(PathState path, ISymbol variable)
    {
        var forgotten = path.Forgetting(key => ConditionKeys.Mentions(key, variable));
        var name = LockResolver.KeyOf(variable);
        if (forgotten.Released.Any(entry => IsThrough(entry.Lock)))
        {
            forgotten = forgotten.WithReleased(forgotten.Released.RemoveAll(entry => IsThrough(entry.Lock)));
        }

        return forgotten.Held.Any(entry => IsThrough(entry.Lock))
            ? forgotten.WithHeld(forgotten.Held.Select(entry => IsThrough(entry.Lock) ? entry.WithoutPath(variable) : entry).ToImmutableArray())
            : forgotten;

        bool IsThrough(LockRef @lock) =>
            @lock.Path.Root is PathRoot.Local or PathRoot.Fresh && string.Equals(@lock.Path.RootName, name, StringComparison.Ordinal);
    }
}
