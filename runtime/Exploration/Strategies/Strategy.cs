using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>Decides, in each execution, who does the next step. Called by the thread that has the turn.</summary>
internal abstract class Strategy
{
    /// <summary>Whether it asks for <see cref="Execution.Fingerprint"/>.</summary>
    public virtual bool UsesFingerprints => false;

    /// <summary>Whether all that it set out to look at has been looked at.</summary>
    public virtual bool IsComplete => false;

    /// <summary>How many preemptions everything has been looked at with; null if any number.</summary>
    public virtual int? CompleteTo => null;

    /// <summary>Whether the last execution only came to what was seen before.</summary>
    public virtual bool IsRepetition => false;

    /// <summary>Gets ready for the next execution.</summary>
    /// <returns>False if there is nothing left to try.</returns>
    public abstract bool Begin();

    /// <summary>One of the enabled tasks; null to end the execution without a finding.</summary>
    public abstract ExploredTask? Pick(Execution execution);

    /// <summary>A task begins a step.</summary>
    public virtual void Step(Execution execution, ExploredTask task)
    {
    }

    /// <summary>Decides what the program leaves open.</summary>
    public virtual int Choose(Execution execution, ExploredTask task, int alternatives) => 0;

    /// <summary>The execution is over.</summary>
    public virtual void End(Execution execution)
    {
    }
}
