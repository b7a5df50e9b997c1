using MmRuntime.AddressSpaces;
using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Operations;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Operations;

/// <summary>A VMA found and locked without the lock of the address space.</summary>
public sealed class VmaLockingTests
{
    private static readonly PhysicalMemoryOptions Small = new() { Bytes = 256L << 10, Dma32Bytes = 0, PercpuBatch = 0, MinFreeFrames = 0 };

    [Fact]
    public void A_VMA_that_nobody_changes_is_had_and_kept_from_writers() => TestProcess.Run(process =>
    {
        process.Map(0, 2);
        var cpu = process.Cpu;
        using (var held = process.Space.TryLockVma(cpu, TestProcess.At(1)))
        {
            Assert.True(held.IsHeld);
            Assert.Same(process.VmaAt(0), held.Vma);
        }

        using (var none = process.Space.TryLockVma(cpu, TestProcess.At(2)))
        {
            Assert.False(none.IsHeld);
        }

        Assert.Equal((1, 0), (cpu.EventsOf(VmEvent.VmaLockAbort), cpu.EventsOf(VmEvent.VmaLockMiss)));
    });

    [Fact]
    public void A_VMA_that_somebody_changes_is_not_had_until_the_address_space_is_released() => TestProcess.Run(process =>
    {
        process.Map(0, 2);
        var cpu = process.Cpu;
        using (process.Space.MmapLock.Write())
        {
            process.VmaAtLocked(0).Lock.StartWrite();
            using var held = process.Space.TryLockVma(cpu, TestProcess.At(0));
            Assert.False(held.IsHeld);
        }

        Assert.Equal(1, cpu.EventsOf(VmEvent.VmaLockAbort));
        using var again = process.Space.TryLockVma(cpu, TestProcess.At(0));
        Assert.True(again.IsHeld);
    });

    // One that was unmapped is missed, unless its object is another VMA by the time the reader counts itself in.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Locking_beside_unmapping_ends_with_the_VMA_or_without_it_and_never_with_another(bool isUsedAgain)
    {
        var (had, refused, missed) = (0, 0, 0L);
        var result = Explorer.Run(
            world =>
            {
                var (machine, space) = Make();
                world.Start("reader", () => machine.Run("reader", cpu =>
                {
                    using (var held = space.TryLockVma(cpu, TestProcess.At(0)))
                    {
                        had += held.IsHeld ? 1 : 0;
                        refused += held.IsHeld ? 0 : 1;
                        world.Check(!held.IsHeld || (held.Vma.Space == space && held.Vma.Contains(TestProcess.At(0)) && held.Vma.Flags.HasFlag(VmaFlags.Write)), "it is the one");
                    }

                    missed += cpu.EventsOf(VmEvent.VmaLockMiss);
                }, 1));
                world.Start("unmapper", () => machine.Run("unmapper", cpu =>
                {
                    world.Check(space.Unmap(cpu, TestProcess.At(0), TestProcess.Page) == MmError.None, "it is unmapped");

                    // The object is another VMA at once, elsewhere.
                    world.Check(!isUsedAgain || space.Map(cpu, new(TestProcess.Page, VmaFlags.Read, MapFlags.Fixed, TestProcess.At(9)), out _) == MmError.None, "another one is mapped");
                }));
                world.AtEnd(machine.Memory.Abandon);
            },
            new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 1, MaxExecutions = 100_000 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.True(had > 0 && refused > 0 && (missed > 0 || isUsedAgain), $"{had} had, {refused} refused, {missed} missed");
    }

    [Fact]
    public void A_page_that_stays_is_never_taken_for_one_that_goes_while_its_VMA_is_cut()
    {
        var (had, missed) = (0, 0L);
        var result = Explorer.Run(
            world =>
            {
                var (machine, space) = Make(pages: 2);
                world.Start("reader", () => machine.Run("reader", cpu =>
                {
                    using (var held = space.TryLockVma(cpu, TestProcess.At(1)))
                    {
                        had += held.IsHeld ? 1 : 0;
                        world.Check(!held.IsHeld || held.Vma.Contains(TestProcess.At(1)), "it is the one");
                    }

                    missed += cpu.EventsOf(VmEvent.VmaLockMiss);
                }, 1));
                world.Start("unmapper", () => machine.Run("unmapper", cpu =>
                    world.Check(space.Unmap(cpu, TestProcess.At(0), TestProcess.Page) == MmError.None, "it is unmapped")));
                world.AtEnd(machine.Memory.Abandon);
            },
            new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 1, MaxExecutions = 100_000 });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());

        // Who had found the VMA from before the cut looks again, and finds the part that stays.
        Assert.True(had > 0 && missed > 0, $"{had} had, {missed} missed");
    }

    private static (Machine Machine, AddressSpace Space) Make(ulong pages = 1)
    {
        var machine = new Machine(2, memory: Small);
        AddressSpace space = null!;
        machine.Run("setup", cpu =>
        {
            space = AddressSpace.TryCreate(machine, cpu)!;
            _ = space.Map(cpu, new(pages * TestProcess.Page, TestProcess.ReadWrite, MapFlags.Fixed, TestProcess.At(0)), out _);
        });
        return (machine, space);
    }
}
