namespace MmRuntime.Scheduling;

/// <summary>What a task runs on, as far as locks and waits have to know.</summary>
internal abstract class Processor
{
    /// <summary>The task keeps interrupts off from now; called at the outermost level only.</summary>
    public abstract void DisableInterrupts();

    /// <summary>It lets them in again: what is pending is handled before this returns.</summary>
    public abstract void EnableInterrupts();

    /// <summary>The task is about to sleep: another one may run here meanwhile.</summary>
    public abstract void GiveUp(SimTask task);

    /// <summary>The task may go on, and comes back when nobody else runs here. May sleep.</summary>
    public abstract void TakeBack(SimTask task, CallSite site);
}
