using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>A task's right to run on a processor, while it has it: it gives way when it sleeps, and always comes back to the same one.</summary>
/// <remarks>So code that was handed a <see cref="Cpus.Cpu"/> may go on using it after a wait.</remarks>
internal sealed class Lease(Cpu cpu) : Processor
{
    public Cpu Cpu { get; } = cpu;

    public override void DisableInterrupts() => Cpu.SetInterruptsOff(true);

    public override void EnableInterrupts() => Cpu.SetInterruptsOff(false);

    public override void GiveUp(SimTask task) => Cpu.Turn.GiveUp();

    public override void TakeBack(SimTask task, CallSite site)
    {
        if (Cpu.Turn.TakeBack(task, site))
        {
            Cpu.Resume(task);
        }
    }
}
