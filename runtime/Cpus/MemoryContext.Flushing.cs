using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>What processors and those who change translations owe each other.</summary>
/// <remarks>
/// | access | pairs with | order |
/// | a processor enters the mask (full fence), then reads the generation, then translates | a flush raises the generation (full fence), then reads the mask | the processor is interrupted, or it starts with nothing cached from before |
/// | a solo section begins by a plain store, then reads the mask (no fence) | a processor enters the mask, fences all threads, then reads whether there is a section | one of the two sees the other |
/// | the section ends (release) | the read of who waits for that | what was stored plainly is there before the processor translates |
/// </remarks>
public abstract partial class MemoryContext
{
    private SharedWord _generation = new(1);
    private SharedWord _soloDepth;

    /// <summary>How often translations were declared void: what was cached under a lower number must not be used.</summary>
    /// <remarks>Source: <c>mm->context.tlb_gen</c> (<c>arch/x86/include/asm/mmu_context.h</c>, v6.19).</remarks>
    internal long TlbGeneration => _generation.Read(this);

    /// <summary>Translations are about to be flushed: the mask is to be read after this.</summary>
    /// <returns>The new generation.</returns>
    internal long RaiseTlbGeneration() => _generation.Add(this, 1);

    /// <summary>
    /// Begins a section in which entries of live tables may be changed by plain stores, because no other processor translates by them. Takes no lock. The caller
    /// holds the lock of the tables it changes and does not sleep until <see cref="EndSolo"/>. Sections nest.
    /// </summary>
    /// <param name="cpu">The processor that the caller runs on.</param>
    /// <returns>Whether it has begun.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryBeginSolo(Cpu cpu)
    {
        var own = 1L << cpu.Number;
        if (_loadedOn.Read(this) != own)
        {
            return false;
        }

        // Only the one processor in the mask comes here, and its task may have two tables at once.
        var depth = _soloDepth.Read(this);
        _soloDepth.Write(this, depth + 1);
        if (_loadedOn.Read(this) == own)
        {
            return true;
        }

        _soloDepth.Write(this, depth);
        return false;
    }

    /// <summary>Ends the innermost one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndSolo() => _soloDepth.Write(this, _soloDepth.Read(this) - 1);

    // Without it a processor translates by what is changed plainly meanwhile: for the test that shows it.
    internal virtual void AwaitEndOfSolo()
    {
        Atomic.ProcessWideFence();
        for (var round = 0; _soloDepth.Read(this) != 0; round++)
        {
            SimTask.Current.Driver.Relax(this, round, default);
        }
    }
}
