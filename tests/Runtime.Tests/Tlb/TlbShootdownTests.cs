using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Tests.Tlb;

using World = MmRuntime.Exploration.World;

/// <summary>Who is told of a flush, who is not, and that nobody goes on with what was flushed.</summary>
public sealed class TlbShootdownTests
{
    private const ulong At = TestSpace.Base;

    private static readonly PhysicalMemoryOptions Small = new() { Bytes = 256L << 10, Dma32Bytes = 0, PercpuBatch = 0, MinFreeFrames = 0 };

    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(TlbShootdown.MostPages, 0, TlbShootdown.MostPages)]
    [InlineData(TlbShootdown.MostPages + 1, 1, 0)]
    public void Few_pages_are_flushed_one_by_one_and_many_all_at_once(int pages, int all, int one) => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, At, pages + 1);
        for (var i = 0; i <= pages; i++)
        {
            Assert.True(Mmu.TryLoad(cpu, test.Space, At + ((ulong)i * PageSize.Base), out int _));
        }

        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + ((ulong)pages * PageSize.Base)), isTables: false);
        Assert.Equal((all, one, 0), (cpu.EventsOf(VmEvent.TlbLocalFlushAll), cpu.EventsOf(VmEvent.TlbLocalFlushOne), cpu.EventsOf(VmEvent.TlbRemoteFlush)));
        for (var i = 0; i < pages; i++)
        {
            Assert.False(cpu.Tlb.TryFind(At + ((ulong)i * PageSize.Base), out _));
        }

        Assert.Equal(all == 0, cpu.Tlb.TryFind(At + ((ulong)pages * PageSize.Base), out _));
    });

    [Fact]
    public void Only_processors_in_the_mask_are_interrupted_and_each_once() => TestSpace.Run(
        (test, cpu) =>
        {
            test.Map(cpu, At);
            var (loaded, away) = (test.Machine.Cpus[1], test.Machine.Cpus[2]);
            OnThread(test, 1, other => Assert.True(Mmu.TryLoad(other, test.Space, At, out int _)));
            Assert.Equal(0b011UL, test.Space.LoadedOn);

            // It only borrows by now, and is left alone unless tables go.
            Assert.True(loaded.IsMemoryBorrowed);
            TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: false);
            Assert.Equal((0, 0), (cpu.EventsOf(VmEvent.TlbRemoteFlush), loaded.Received));
            Assert.True(loaded.Tlb.TryFind(At, out _));
            TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: true);
            Assert.Equal((1, 1, 0), (cpu.EventsOf(VmEvent.TlbRemoteFlush), loaded.Received, away.Received));
            Assert.Equal((1, 0), (loaded.EventsOf(VmEvent.TlbRemoteFlushReceived), away.EventsOf(VmEvent.TlbRemoteFlushReceived)));
            Assert.False(loaded.Tlb.TryFind(At, out _));
            test.Machine.Run("other", other => other.DropBorrowed(), 1);
        },
        cpus: 3);

    [Fact]
    public void Who_borrowed_catches_up_before_it_uses_what_it_has_cached() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, At);
        OnThread(test, 1, other => Assert.True(Mmu.TryStore(other, test.Space, At, 1)));
        test.Set(cpu, At, Pte.None);
        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: false);
        OnThread(test, 1, other => Assert.False(Mmu.TryLoad(other, test.Space, At, out int _)));
        test.Machine.Run("other", other => other.DropBorrowed(), 1);
        test.Memory.RemoveMap(frame);
        test.Memory.Put(cpu, frame);
    });

    [Fact]
    public void All_processors_come_by_for_a_sync_and_none_has_to_have_the_address_space() => TestSpace.Run(
        (test, cpu) =>
        {
            TlbShootdown.SyncOne(test.Machine, cpu);
            Assert.Equal([0L, 1, 1, 1], test.Machine.Cpus.Select(one => one.Received));
        },
        cpus: 4);

    [Fact]
    public void After_a_flush_nobody_uses_what_was_cached_in_any_order_of_two_preemptions()
    {
        var result = Explorer.Run(world => Race(world, flushes: true), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Equal(2, result.CompleteToPreemptions);
    }

    [Fact]
    public void Without_the_flush_somebody_does() =>
        Assert.Contains(Explorer.Run(world => Race(world, flushes: false), Exhaustive).Failures, failure => failure.Report.Contains("it is free", StringComparison.Ordinal));

    // One loads what the other one unmaps and frees.
    private static void Race(World world, bool flushes)
    {
#pragma warning disable CA2000 // The execution may be broken off anywhere; what is left of its world is abandoned at the end.
        var (machine, frame) = (new Machine(2, memory: Small), Pfn.None);
#pragma warning restore CA2000
        TestSpace test = null!;
        machine.Run("setup", cpu =>
        {
            test = new TestSpace(cpu, machine);
            frame = test.Map(cpu, At);
        });
        world.Start("user", () => machine.Run("user", cpu => test.Space.Use(() =>
        {
            // The first caches, the second may hit.
            _ = Mmu.TryLoad(cpu, test.Space, At, out int _);
            _ = Mmu.TryLoad(cpu, test.Space, At, out int _);
        }), 1));
        world.Start("unmapper", () => machine.Run("unmapper", cpu =>
        {
            if (flushes)
            {
                var gather = test.Space.Gather(cpu);
                test.Zap(cpu, ref gather, At, 1);
                gather.Finish();
            }
            else
            {
                test.Space.Tables.TryPmd(At, out var pmd);
                using (var table = pmd.MapLock(At))
                {
                    table.Clear(PteIndex.Of(At));
                }

                machine.Memory.RemoveMap(frame);
                machine.Memory.Put(cpu, frame);
            }
        }));
        world.AtEnd(machine.Memory.Abandon);
    }

    private static void OnThread(TestSpace test, int number, Action<Cpu> body)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                test.Machine.Run("other", cpu => test.Space.Use(() => body(cpu)), number);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failure = exception;
            }
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)));
        Assert.Null(failure);
    }
}
