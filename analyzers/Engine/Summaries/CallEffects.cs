using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What the calls of one body do, from the summaries of their targets, put into the body's terms.</summary>
internal sealed class CallEffects(ProgramAnalysis program, BodyContext body, Func<IMethodSymbol, MethodSummary> summaryOf, CancellationToken cancellationToken) : ICallEffects
{
    private readonly Dictionary<IOperation, CallEffect?> _known = [];

    public CallEffect? Of(IOperation call)
    {
        if (!_known.TryGetValue(call, out var effect))
        {
            effect = Find(call);
            _known[call] = effect;
        }

        return effect;
    }

    public bool MayChangeLocks(IOperation call) => CallSite.Of(call).Any(site => program.MayChangeLocks(site.Target));

    private CallEffect? Find(IOperation call)
    {
        CallEffect? total = null;
        foreach (var (site, targets) in program.RelevantCalls(body, call, cancellationToken))
        {
            var effect = OfTargets(site, targets);
            total = total is null ? effect : effect is null ? total : new(total.Events.AddRange(effect.Events), effect.Net.IsNone ? total.Net : effect.Net);
        }

        return total is { Events.IsEmpty: true, Net.IsNone: true } ? null : total;
    }

    private CallEffect? OfTargets(CallSite site, ImmutableArray<IMethodSymbol> targets)
    {
        CallEffect? total = null;
        foreach (var target in targets)
        {
            // What an async member does after its first await happens under the caller's locks only if the caller waits for it.
            var declared = program.DeclaredSummaryOf(target);
            var summary = declared ?? summaryOf(target);
            var runsLater = declared is null && (summary.IsAsync || program.IsOwnAsync(target)) && !LockCall.IsAwaited(site.Operation);
            var effect = runsLater ? null : Rebased(site, target, summary);
            total = total is null ? effect ?? Nothing : Both(total, effect ?? Nothing);
        }

        return total;
    }

    private static CallEffect Nothing { get; } = new(ImmutableArray<LockEvent>.Empty, NetEffect.None);

    // One of several targets runs: anything any of them does may happen, but only what all leave behind is certain.
    private static CallEffect Both(CallEffect left, CallEffect right)
    {
        var net = left.Net.Text == right.Net.Text
            ? left.Net
            : new(LockChange.None, LockChange.None, Touched(left.Net).Concat(Touched(right.Net)).Distinct().ToImmutableArray());
        return new(left.Events.AddRange(right.Events), net);
    }

    private static IEnumerable<LockRef> Touched(NetEffect net) =>
        net.WhenTrue.Acquired.Concat(net.WhenTrue.Released).Concat(net.WhenFalse.Acquired).Concat(net.WhenFalse.Released).Select(entry => entry.Lock).Concat(net.Uncertain);

    private CallEffect? Rebased(CallSite site, IMethodSymbol target, MethodSummary summary)
    {
        if (summary.Events.IsEmpty && summary.Net.IsNone)
        {
            return null;
        }

        var substitution = new Substitution(site, target, body.Resolver);
        var here = body.SiteOf(site.Operation);
        var events = summary.Events
            .Where(happened => happened.Requires.All(need => Argument(substitution, need.Key) is not { } given || given == need.Value))
            .Select(happened => Rebase(happened, substitution, here))
            .Where(happened => happened.Lock.Path.Root != PathRoot.Fresh)
            .ToImmutableArray();
        return new(events, Rebase(summary.Net, substitution));
    }

    private static bool? Argument(Substitution substitution, int ordinal) =>
        ordinal < substitution.ConstantArguments.Length ? substitution.ConstantArguments[ordinal] : null;

    private LockEvent Rebase(LockEvent happened, Substitution substitution, Site here) => new(
        substitution.ToCaller(happened.Lock), happened.Mode, SummaryBuilder.Prepend(here, happened.Trace, program.Budgets.TraceLength))
    {
        Within = happened.Within.Select(held => held with { Lock = substitution.ToCaller(held.Lock) }).ToImmutableArray(),
        Dropped = happened.Dropped.Select(substitution.ToCaller).ToImmutableArray(),
    };

    private static NetEffect Rebase(NetEffect net, Substitution substitution)
    {
        if (net.IsNone)
        {
            return net;
        }

        var whenTrue = Rebase(net.WhenTrue, substitution);
        return new(whenTrue, net.DependsOnResult ? Rebase(net.WhenFalse, substitution) : whenTrue, net.Uncertain.Select(substitution.ToCaller).ToImmutableArray());
    }

    private static LockChange Rebase(LockChange change, Substitution substitution) => new(
        change.Acquired.Select(entry => (substitution.ToCaller(entry.Lock), entry.Mode)).ToImmutableArray(),
        change.Released.Select(entry => (substitution.ToCaller(entry.Lock), entry.Mode)).ToImmutableArray());
}
