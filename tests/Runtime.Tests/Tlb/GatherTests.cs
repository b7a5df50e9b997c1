using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Tests.Tlb;

/// <summary>When a gather flushes, what that costs others, and that nothing is left.</summary>
public sealed class GatherTests
{
    private const int Capacity = 9678;

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(Capacity - 1, 0, true)]
    [InlineData(Capacity, 1, false)]
    [InlineData(Capacity + 1, 1, true)]
    [InlineData(2 * Capacity, 2, false)]
    public void Flushes_once_for_each_9678_pages_and_once_at_the_end_if_anything_is_left(int pages, int forced, bool isLeft) => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, TestSpace.Base, pages);
        var before = new Events(cpu);
        var gather = test.Space.Gather(cpu);
        Assert.Equal(forced, test.Zap(cpu, ref gather, TestSpace.Base, pages));
        gather.Finish();
        Assert.Equal((forced, isLeft ? 1 : 0), (before.Since(VmEvent.GatherFlushFull), before.Since(VmEvent.GatherFlushFinish)));
        Assert.Equal(0, test.Memory.Snapshot().Allocated(FrameType.Anon));
        Assert.Equal(0, test.Memory.Snapshot().Allocated(FrameType.Slab));
    });

    [Fact]
    public void The_capacity_follows_from_its_parts() =>
        Assert.Equal(Capacity, GatherBatches.LocalSlots + (GatherBatches.MostFrames * GatherBatches.SlotsOfFrame));

    [Fact]
    public void Without_memory_for_batches_it_flushes_each_7_pages_and_nothing_else_is_seen() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, TestSpace.Base, 100);
        test.Memory.Failures.FailFrom(1);
        var gather = test.Space.Gather(cpu);
        Assert.Equal(100 / 7, test.Zap(cpu, ref gather, TestSpace.Base, 100));
        gather.Finish();
        test.Memory.Failures.Reset();
        Assert.Equal(0, test.Memory.Snapshot().Allocated(FrameType.Anon));
    });

    [Fact]
    public void A_batch_that_cannot_be_had_at_first_is_asked_for_again() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, TestSpace.Base, 600);
        test.Memory.Failures.FailFrom(1);
        var gather = test.Space.Gather(cpu);
        Assert.Equal(1, test.Zap(cpu, ref gather, TestSpace.Base, 7));
        test.Memory.Failures.Reset();
        Assert.Equal(0, test.Zap(cpu, ref gather, TestSpace.Base + (7 * PageSize.Base), 593 - 77));
        gather.Finish();
        Assert.Equal(77, test.Memory.Snapshot().Allocated(FrameType.Anon));
    }, memory: new() { Bytes = 64L << 20, PercpuBatch = 0 });

    [Fact]
    public void Only_what_was_noted_is_queued() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, TestSpace.Base);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        Assert.Throws<MmUsageException>(() => _ = gather.Queue(frame, PhysicalMemory.MappedOnce, isSolo: false));
        gather.Finish();
    });

    [Fact]
    public void A_gather_is_not_used_after_its_end() => TestSpace.Run((test, cpu) =>
    {
        var gather = test.Space.Gather(cpu);
        gather.Finish();
        try
        {
            gather.Flush();
            Assert.Fail("it was used");
        }
        catch (MmUsageException)
        {
        }

        gather.Dispose();
    });

    [Fact]
    public void Two_at_once_and_who_ends_first_flushes_everything() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, TestSpace.Base, 2);
        var before = new Events(cpu);
        var outer = test.Space.Gather(cpu);
        var inner = test.Space.Gather(cpu);
        Assert.Equal(0, test.Zap(cpu, ref outer, TestSpace.Base, 1));
        Assert.True(test.Space.IsFlushPending);
        inner.Finish();
        Assert.Equal((1, 1), (before.Since(VmEvent.GatherFlushNested), before.Since(VmEvent.TlbLocalFlushAll)));
        outer.Finish();
        Assert.Equal((1, 1), (before.Since(VmEvent.GatherFlushNested), before.Since(VmEvent.GatherFlushFinish)));
        Assert.False(test.Space.IsFlushPending);
    });

    [Fact]
    public void A_VMA_that_ends_flushes_its_own_and_frees_nothing_yet() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, TestSpace.Base);
        var before = new Events(cpu);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        gather.EndVma();
        Assert.Equal(0, before.Since(VmEvent.GatherFlushVma));
        Clear(test, gather, TestSpace.Base);
        gather.EndVma();
        Assert.Equal((1, FrameType.Anon), (before.Since(VmEvent.GatherFlushVma), test.Memory.TypeOf(frame)));
        Assert.False(gather.IsClean);
        gather.Finish();
        Assert.Equal((0, FrameType.Free), (before.Since(VmEvent.GatherFlushFinish), test.Memory.TypeOf(frame)));
    });

    [Fact]
    public void Pages_of_another_size_flush_what_is_pending_but_not_when_everything_goes() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, TestSpace.Base, 2);
        var before = new Events(cpu);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        gather.ChangePageSize(TableGeometry.Pmd);
        Assert.Equal(0, before.Since(VmEvent.GatherFlushPageSize));
        gather.ChangePageSize(TableGeometry.Pte);
        Clear(test, gather, TestSpace.Base);
        gather.ChangePageSize(TableGeometry.Pte);
        Assert.Equal(0, before.Since(VmEvent.GatherFlushPageSize));
        gather.ChangePageSize(TableGeometry.Pmd);
        Assert.Equal(1, before.Since(VmEvent.GatherFlushPageSize));
        gather.Finish();
        var whole = Gather.Begin(test.Space, cpu, isWhole: true);
        Clear(test, whole, TestSpace.Base + PageSize.Base);
        whole.ChangePageSize(TableGeometry.Pmd);
        Assert.Equal(1, before.Since(VmEvent.GatherFlushPageSize));
        whole.Finish();
    });

    [Theory]
    [InlineData(508, 0)]
    [InlineData(509, 1)]
    [InlineData(1018, 2)]
    public void Tables_flush_once_for_each_509_and_come_back_after_a_grace_period(int tables, int flushes) => TestSpace.Run((test, cpu) =>
    {
        for (var i = 0; i < tables; i++)
        {
            test.Set(cpu, TestSpace.Base + ((ulong)i << 21), Pte.None);
        }

        var bytes = test.Space.Tables.TableBytes;
        var before = new Events(cpu);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        test.Space.Tables.TakeOut(new AddressRange(TestSpace.Base, TestSpace.Base + ((ulong)tables << 21)), new AddressRange(TestSpace.Base, TestSpace.Base + ((ulong)tables << 21)), ref gather);
        Assert.Equal(flushes, before.Since(VmEvent.TlbLocalFlushAll));
        gather.Finish();

        // PMD tables whose whole span is in the range leave too.
        var above = tables / 512;
        Assert.Equal(tables + above, before.Since(VmEvent.TablesFreed));
        Assert.Equal(bytes - ((tables + above) * PageSize.Base), test.Space.Tables.TableBytes);
        test.Machine.Rcu.Barrier();
        Assert.Equal((test.Space.Tables.TableBytes / PageSize.Base) + 1, test.Memory.Snapshot().Allocated(FrameType.Table));
    });

    [Fact]
    public void Without_memory_for_a_table_batch_each_table_is_flushed_and_freed_alone() => TestSpace.Run((test, cpu) =>
    {
        for (var i = 0UL; i < 5; i++)
        {
            test.Set(cpu, TestSpace.Base + (i << 21), Pte.None);
        }

        test.Memory.Failures.FailFrom(1);
        var before = new Events(cpu);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        var range = new AddressRange(TestSpace.Base, TestSpace.Base + (5UL << 21));
        test.Space.Tables.TakeOut(range, range, ref gather);
        gather.Finish();
        test.Memory.Failures.Reset();
        Assert.Equal((5, 5), (before.Since(VmEvent.TablesFreed), before.Since(VmEvent.TlbLocalFlushOne)));
    });

    [Fact]
    public void A_frame_that_others_refer_to_is_unmapped_and_not_freed() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, TestSpace.Base);
        test.Memory.Get(frame);
        var gather = test.Space.Gather(cpu);
        test.Zap(cpu, ref gather, TestSpace.Base, 1);
        gather.Finish();
        Assert.Equal((FrameType.Anon, 1, 0), (test.Memory.TypeOf(frame), test.Memory.ReferencesOf(frame), test.Memory.MapsOf(frame)));
        test.Memory.Put(cpu, frame);
    });

    [Fact]
    public void A_folio_mapped_as_a_whole_goes_as_a_whole() => TestSpace.Run((test, cpu) =>
    {
        var folio = test.Memory.Allocate(cpu, new(FrameType.Anon, 9, Gfp.User));
        test.Memory.AddEntireMap(folio);
        var gather = Gather.Begin(test.Space, cpu, isWhole: false);
        gather.Note(TestSpace.Base, TableGeometry.Pmd);
        Assert.Equal(GatherState.Queued, gather.Queue(folio, PhysicalMemory.MappedEntirely, isSolo: true));
        Assert.Equal(1, test.Memory.EntireMapsOf(folio));
        gather.Finish();
        Assert.Equal(FrameType.Free, test.Memory.TypeOf(folio));
        Assert.Throws<MmUsageException>(() => test.Memory.RemoveEntireMap(folio));
    });

    [Fact]
    public void The_zero_frame_is_flushed_and_never_freed() => TestSpace.Run((test, cpu) =>
    {
        test.Set(cpu, TestSpace.Base, Pte.Leaf(PhysicalMemory.ZeroFrame, PteFlags.Present | PteFlags.Special | PteFlags.User));
        var before = new Events(cpu);
        var gather = test.Space.Gather(cpu);
        test.Zap(cpu, ref gather, TestSpace.Base, 1);
        gather.Finish();
        Assert.Equal((1, FrameType.Reserved), (before.Since(VmEvent.GatherFlushFinish), test.Memory.TypeOf(PhysicalMemory.ZeroFrame)));
    });

    private static void Clear(TestSpace test, Gather gather, ulong address)
    {
        Assert.True(test.Space.Tables.TryPmd(address, out var pmd));
        using var table = pmd.MapLock(address);
        var was = table.Clear(PteIndex.Of(address));
        gather.Note(address, TableGeometry.Pte);
        Assert.Equal(GatherState.Queued, gather.Queue(was.Frame, PhysicalMemory.MappedOnce, isSolo: false));
    }

    /// <summary>What a processor has counted since.</summary>
    private sealed class Events(Cpu cpu)
    {
        private readonly long[] _before = [.. Enum.GetValues<VmEvent>().Select(cpu.EventsOf)];

        public long Since(VmEvent what) => cpu.EventsOf(what) - _before[(int)what];
    }
}
