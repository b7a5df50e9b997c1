using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Frames of one migrate type stay together, and nobody goes without for that.</summary>
public sealed class FragmentationTests
{
    private const int BlockFrames = 1 << PageSize.HugeOrder;

    [Fact]
    public void What_cannot_be_moved_claims_whole_page_blocks()
    {
        using var test = new TestMemory(TestMemory.Bare(16L << 20));
        var movable = test.TakeSome(200, Gfp.Movable);
        var fixedOnes = test.TakeSome(200, Gfp.None);
        var reclaimable = test.TakeSome(200, Gfp.Reclaimable);
        Assert.Empty(BlocksOf(movable).Intersect(BlocksOf(fixedOnes)));
        Assert.Empty(BlocksOf(fixedOnes).Intersect(BlocksOf(reclaimable)));
        Assert.Equal(MigrateType.Unmovable, test.Memory.Zones[0].BlockTypeOf(fixedOnes[0].Value));
        Assert.Equal(MigrateType.Reclaimable, test.Memory.Zones[0].BlockTypeOf(reclaimable[0].Value));
        Assert.Equal(MigrateType.Movable, test.Memory.Zones[0].BlockTypeOf(movable[0].Value));
    }

    [Theory]
    [InlineData(Gfp.None)]
    [InlineData(Gfp.Movable)]
    [InlineData(Gfp.Reclaimable)]
    public void Each_type_gets_all_there_is(Gfp gfp)
    {
        using var test = new TestMemory();
        var half = test.TakeSome(500, gfp == Gfp.None ? Gfp.Movable : Gfp.None);
        var rest = test.TakeAll(new FrameRequest(FrameType.Anon, 0, gfp));
        Assert.Equal(1022, half.Count + rest.Count);
        test.FreeAll(half.Concat(rest));
        test.Memory.Dispose();
    }

    [Fact]
    public void A_small_movable_request_takes_no_page_block_over()
    {
        using var test = new TestMemory();
        var all = test.TakeAll(new FrameRequest(FrameType.Slab));
        var one = all[700];
        test.Memory.Free(test.Cpu, one);
        Assert.Equal(one, test.Take(gfp: Gfp.Movable));
        Assert.Equal(MigrateType.Unmovable, test.Memory.Zones[0].BlockTypeOf(one.Value));
    }

    [Fact]
    public void Half_a_free_page_block_is_claimed_with_all_that_is_free_in_it()
    {
        using var test = new TestMemory();
        var all = test.TakeAll(new FrameRequest(FrameType.Anon, 0, Gfp.Movable));
        var block = all.Where(frame => frame.Value >= BlockFrames).OrderBy(frame => frame.Value).ToList();
        test.FreeAll(block.Take(300));
        var taken = test.Take();
        Assert.True(taken.Value >= BlockFrames);
        var zone = test.Memory.Zones[0];
        Assert.Equal(MigrateType.Unmovable, zone.BlockTypeOf(taken.Value));
        Assert.All(zone.FreeBlocks(), free => Assert.Equal(MigrateType.Unmovable, free.Type));
        Assert.Equal(299, zone.FreeBlocks().Sum(free => 1 << free.Order));
    }

    [Fact]
    public void Less_than_half_is_only_used()
    {
        using var test = new TestMemory();
        var all = test.TakeAll(new FrameRequest(FrameType.Anon, 0, Gfp.Movable));
        test.FreeAll(all.Where(frame => frame.Value >= BlockFrames).OrderBy(frame => frame.Value).Take(200));
        var taken = test.Take();
        Assert.Equal(MigrateType.Movable, test.Memory.Zones[0].BlockTypeOf(taken.Value));
        Assert.All(test.Memory.Zones[0].FreeBlocks(), free => Assert.Equal(MigrateType.Movable, free.Type));
    }

    [Fact]
    public void One_frame_in_the_way_keeps_a_large_block_from_being_had()
    {
        using var test = new TestMemory();
        var all = test.TakeAll(new FrameRequest(FrameType.Anon, 0, Gfp.Movable));
        var kept = all.Single(frame => frame.Value == BlockFrames + 17);
        test.FreeAll(all.Where(frame => frame != kept));
        var wanted = new FrameRequest(FrameType.Anon, PageSize.HugeOrder, Gfp.Movable);
        Assert.True(test.Memory.Allocate(test.Cpu, wanted).IsNone);
        Assert.Equal(1021, test.Memory.Snapshot().FreeFrames);
        test.Memory.Free(test.Cpu, kept);
        Assert.Equal(BlockFrames, (int)test.Memory.Allocate(test.Cpu, wanted).Value);
    }

    private static HashSet<uint> BlocksOf(IEnumerable<Pfn> frames) => [.. frames.Select(frame => frame.Value / BlockFrames)];
}
