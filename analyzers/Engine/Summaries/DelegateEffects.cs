using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What running the delegates of one body does, in the body's terms.</summary>
internal sealed class DelegateEffects(ProgramAnalysis program, BodyContext body, Func<IMethodSymbol, MethodSummary> summaryOf, CancellationToken cancellationToken)
{
    /// <summary>The effect of a delegate that an operation of this body runs.</summary>
    /// <param name="call">The operation.</param>
    /// <param name="run">The delegate.</param>
    /// <param name="isAwaited">Whether a task that it returns is waited for on the spot.</param>
    public CallEffect? OfRun(IOperation call, IOperation run, bool isAwaited)
    {
        var targets = TargetsOf(run);
        var here = body.SiteOf(call);
        var isDirect = call is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke };
        var arguments = isDirect ? ((IInvocationOperation)call).Arguments.Select(argument => (IOperation?)argument.Value).ToImmutableArray() : ImmutableArray<IOperation?>.Empty;
        CallEffect? total = null;
        foreach (var target in targets)
        {
            if (target.Method is null)
            {
                total = CallEffect.Then(total, new(ImmutableArray.Create(LockEvent.Run(target.Given, here)), NetEffect.None));
                continue;
            }

            // Of code that a framework member runs, what it leaves behind is not followed: it may run it never, or often.
            if (SummaryOf(target, call, isAwaited) is var (summary, time) && summary is not null)
            {
                var substitution = new Substitution(target, arguments, body.Resolver);
                var events = summary.Events.Select(happened => Placed(happened.Select(substitution.ToCaller), ImmutableArray.Create(here))).Where(happened => happened.Lock.Path.Root != PathRoot.Fresh);
                total = CallEffect.Then(total, new CallEffect(events.ToImmutableArray(), isDirect && targets.Length == 1 ? summary.Net.Select(substitution.ToCaller) : NetEffect.None).At(time));
            }
        }

        return total;
    }

    /// <summary>What happens when a callee runs a delegate that this body gave it.</summary>
    /// <param name="site">The call.</param>
    /// <param name="inside">The running, in the callee's terms.</param>
    /// <param name="run">The same in this body's terms.</param>
    public IEnumerable<LockEvent> OfGiven(CallSite site, LockEvent inside, LockEvent run)
    {
        var path = inside.Lock.Path;
        if (path.Root == PathRoot.Local)
        {
            // Captured by a lambda or local function of this body: its own parameter, or a variable that is not known.
            return run.Lock.Path.Root is PathRoot.Parameter ? [run] : [];
        }

        return path.Root == PathRoot.Parameter && int.TryParse(path.RootName, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && ordinal < site.Arguments.Length && site.Arguments[ordinal] is { } given
            ? TargetsOf(given).SelectMany(target => OfGiven(site, target, run with { Lock = inside.Lock }))
            : [];
    }

    private IEnumerable<LockEvent> OfGiven(CallSite site, DelegateTarget target, LockEvent run)
    {
        if (target.Method is null)
        {
            return [run with { Lock = run.Lock with { Path = target.Given } }];
        }

        if (SummaryOf(target, site.Operation, isAwaited: true).Summary is not { } summary)
        {
            return [];
        }

        var substitution = new Substitution(target, ImmutableArray<IOperation?>.Empty, body.Resolver);
        return summary.Events.Select(happened => happened.Select(substitution.ToCaller)).Select(happened => Placed(happened, run.Trace) with
        {
            Under = run.Within,
            Within = run.Within.AddRange(happened.Within),
            Dropped = run.Dropped.AddRange(happened.Dropped),
            IsLater = run.IsLater || happened.IsLater,
        });
    }

    private LockEvent Placed(LockEvent happened, ImmutableArray<Site> before) => happened with
    {
        Trace = before.Reverse().Aggregate(happened.Trace, (trace, site) => SummaryBuilder.Prepend(site, trace, program.Budgets.TraceLength)),
        Requires = ImmutableSortedDictionary<int, bool>.Empty,
    };

    private ImmutableArray<DelegateTarget> TargetsOf(IOperation value) =>
        program.Calls.Delegates.Of(value, body.Resolver, cancellationToken).RemoveAll(target => !program.Calls.MayMatter(target));

    private (MethodSummary? Summary, CallTime Time) SummaryOf(DelegateTarget target, IOperation call, bool isAwaited)
    {
        var method = (IMethodSymbol)SourceLocator.DefinitionOf(target.Method!);
        var summary = program.DeclaredSummaryOf(method) ?? summaryOf(method);
        var time = body.TimeOf(call, summary.IsAsync || program.IsOwnAsync(method), isAwaited);
        return (summary.IsIterator ? null : summary, time);
    }
}
