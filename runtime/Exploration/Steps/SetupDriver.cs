using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Exploration.Steps;

/// <summary>What the program runs on while it sets up an execution, and while its outcome is looked at: alone, so it need not be scheduled and must not wait.</summary>
internal sealed class SetupDriver : TaskDriver
{
    private readonly SimTask _task;

    public SetupDriver(LockValidator validator) => _task = new SimTask("set-up", this, validator);

    /// <summary>Which execution is set up.</summary>
    public Execution? Execution { get; set; }

    public override bool IsDeterministic => false;

    public override TimeProvider Time => Execution!.Clock;

    /// <summary>Runs code of the program as no task of the execution.</summary>
    public void Run(Action body) => _task.Run(body);

    public override void Point(PointKind kind, object subject, CallSite site)
    {
        // Nobody else runs.
    }

    public override void BeforeAccess(object owner, long index, SharedAccess access)
    {
        // Never anybody's hook.
    }

    public override void Relax(object subject, int round, CallSite site) => throw NobodyElse(subject, site);

    public override bool Park(object subject, TimeSpan timeout, CallSite site) => throw NobodyElse(subject, site);

    public override void Unpark()
    {
        // It never sleeps.
    }

    public override SimTask Start(string name, Action body, LockValidator validator) => Execution!.Add(name, body, isIdle: false, validator).Task;

    public override int Choose(int alternatives, object subject, CallSite site) => 0;

    public override void Begin(SimTask task)
    {
        // The thread has the turn.
    }

    public override void End(SimTask task)
    {
        // And gives it away itself.
    }

    private static InvalidOperationException NobodyElse(object subject, CallSite site) =>
        new($"The program waits for '{Reports.Wording.NameOf(subject)}'{Reports.Wording.At(site)} outside of any task: nobody can run who would end that. Wait in a task of the world.");
}
