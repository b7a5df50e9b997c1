using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What the calls of one body do, from the summaries of their targets, put into the body's terms.</summary>
internal sealed class CallEffects : ICallEffects
{
    private readonly ProgramAnalysis _program;
    private readonly BodyContext _body;
    private readonly Func<IMethodSymbol, MethodSummary> _summaryOf;
    private readonly DelegateEffects _delegates;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IOperation, CallEffect?> _known = [];

    public CallEffects(ProgramAnalysis program, BodyContext body, Func<IMethodSymbol, MethodSummary> summaryOf, CancellationToken cancellationToken)
    {
        _program = program;
        _body = body;
        _summaryOf = summaryOf;
        _cancellationToken = cancellationToken;
        _delegates = new(program, body, summaryOf, cancellationToken);
    }

    public CallEffect? Of(IOperation call)
    {
        if (!_known.TryGetValue(call, out var effect))
        {
            effect = Find(call);
            _known[call] = effect;
        }

        return effect;
    }

    public bool MayChangeLocks(IOperation call) => _program.Calls.MayChangeLocks(call);

    private CallEffect? Find(IOperation call)
    {
        // `var task = Take(); … await task;`: what the task does is over only here.
        if (call is IAwaitOperation awaited)
        {
            return _body.Resolver.Behind(awaited.Operation) is IInvocationOperation started && started.Syntax != LockResolver.Peel(awaited.Operation).Syntax ? Total(started, isAwaited: true) : null;
        }

        return Total(call, isAwaited: LockCall.IsAwaited(call));
    }

    private CallEffect? Total(IOperation call, bool isAwaited)
    {
        CallEffect? total = null;
        foreach (var (site, targets) in _program.Calls.At(_body, call, _cancellationToken))
        {
            total = CallEffect.Then(total, OfTargets(site, targets, isAwaited, isEnumerated: false));
        }

        foreach (var run in _program.Calls.RunBy(_body, call))
        {
            total = CallEffect.Then(total, OfRun(call, run, isAwaited));
        }

        return total is { Events.IsEmpty: true, Net.IsNone: true, Meanwhile.IsEmpty: true } ? null : total;
    }

    private CallEffect? OfRun(IOperation call, IOperation run, bool isAwaited)
    {
        var made = _body.Resolver.Behind(run);
        if (!CallbackCalls.IsSequence(made))
        {
            return _delegates.OfRun(call, run, isAwaited);
        }

        CallEffect? total = null;
        foreach (var (site, targets) in _program.Calls.At(_body, made, _cancellationToken))
        {
            total = CallEffect.Then(total, OfTargets(site, targets, isAwaited, isEnumerated: true));
        }

        // What an iterator holds when it ends is nobody's business.
        return total is null ? null : total with { Net = NetEffect.None };
    }

    private CallEffect? OfTargets(CallSite site, ImmutableArray<IMethodSymbol> targets, bool isAwaited, bool isEnumerated)
    {
        CallEffect? total = null;
        foreach (var target in targets)
        {
            var declared = _program.DeclaredSummaryOf(target);
            var summary = declared ?? _summaryOf(target);
            var time = declared is not null || isEnumerated ? CallTime.Here : _body.TimeOf(site.Operation, summary.IsAsync || _program.IsOwnAsync(target), isAwaited);
            var effect = (summary.IsIterator == isEnumerated ? Rebased(site, target, summary)?.At(time) : null) ?? CallEffect.None;
            total = total is null ? effect : CallEffect.Either(total, effect);
        }

        return total;
    }

    private CallEffect? Rebased(CallSite site, IMethodSymbol target, MethodSummary summary)
    {
        if (summary.Events.IsEmpty && summary.Net.IsNone)
        {
            return null;
        }

        var substitution = new Substitution(site, target, _body.Resolver);
        var here = _body.SiteOf(site.Operation);
        var events = summary.Events
            .Where(happened => happened.Requires.All(need => Argument(substitution, need.Key) is not { } given || given == need.Value))
            .SelectMany(happened => happened.IsRun ? _delegates.OfGiven(site, happened, Rebase(happened, substitution, here)) : [Rebase(happened, substitution, here) with { Needs = NeedsOf(happened, site) }])
            .Where(happened => happened.Lock.Path.Root != PathRoot.Fresh)
            .ToImmutableArray();
        return new(events, summary.Net.Select(substitution.ToCaller))
        {
            Meanwhile = summary.HeldAtYields.Select(held => held with { Lock = substitution.ToCaller(held.Lock) }).Where(held => held.Lock.Path.IsKnown).ToImmutableArray(),
        };
    }

    // What the callee asks of its parameters, asked of what is handed in: a flag that is only passed on.
    private ImmutableArray<KeyValuePair<string, bool>> NeedsOf(LockEvent happened, CallSite site)
    {
        if (happened.Requires.IsEmpty)
        {
            return ImmutableArray<KeyValuePair<string, bool>>.Empty;
        }

        var needs = ImmutableArray.CreateBuilder<KeyValuePair<string, bool>>();
        foreach (var need in happened.Requires)
        {
            if (need.Key < site.Arguments.Length && site.Arguments[need.Key] is { ConstantValue.HasValue: false } given
                && _body.Conditions.KeyOf(given, null) is { Key: { } key } condition)
            {
                needs.Add(new(key, need.Value ^ condition.IsNegated));
            }
        }

        return needs.ToImmutable();
    }

    private static bool? Argument(Substitution substitution, int ordinal) =>
        ordinal < substitution.ConstantArguments.Length ? substitution.ConstantArguments[ordinal] : null;

    private LockEvent Rebase(LockEvent happened, Substitution substitution, Site here) => happened.Select(substitution.ToCaller) with
    {
        Trace = SummaryBuilder.Prepend(here, happened.Trace, _program.Budgets.TraceLength),
        Requires = ImmutableSortedDictionary<int, bool>.Empty,
    };
}
