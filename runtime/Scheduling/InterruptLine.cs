namespace MmRuntime.Scheduling;

/// <summary>The processor that a task runs on, as far as interrupts go: locks that keep them off need no more of it.</summary>
internal abstract class InterruptLine
{
    /// <summary>The task keeps interrupts off from now; called at the outermost level only.</summary>
    public abstract void Disable();

    /// <summary>It lets them in again: what is pending is handled before this returns.</summary>
    public abstract void Enable();
}
