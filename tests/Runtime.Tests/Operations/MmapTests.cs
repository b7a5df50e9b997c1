using MmRuntime.AddressSpaces;
using MmRuntime.Operations;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Operations;

/// <summary>Where memory is mapped, what stands in the way, and what limits say.</summary>
public sealed class MmapTests
{
    private const ulong Page = TestProcess.Page;

    [Fact]
    public void Without_a_wish_it_is_as_high_as_there_is_room_and_one_below_the_other() => TestProcess.Run(process =>
    {
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(Page, VmaFlags.Read), out var first));
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(1, VmaFlags.Write), out var second));
        Assert.Equal(process.Space.Tables.Limit - (128UL << 20) - Page, first);
        Assert.Equal(first - Page, second);
        Assert.Equal(2, process.Space.MapCount);
    });

    [Fact]
    public void A_hint_is_taken_if_there_is_room_and_a_fixed_place_in_any_case() => TestProcess.Run(process =>
    {
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(2 * Page, VmaFlags.Read, Hint: TestProcess.At(0) + 5), out var address));
        Assert.Equal(TestProcess.At(0), address);
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(2 * Page, VmaFlags.Read, Hint: TestProcess.At(1)), out address));
        Assert.NotEqual(TestProcess.At(1), address);
        Assert.Equal(MmError.Exists, process.Space.Map(process.Cpu, new(2 * Page, VmaFlags.Read, MapFlags.FixedNoReplace, TestProcess.At(1)), out address));
        Assert.Equal(0UL, address);
        process.Map(1, 2, VmaFlags.Write);
        Assert.StartsWith("0-1 1-3", process.Layout(), StringComparison.Ordinal);
    });

    [Fact]
    public void What_makes_no_sense_is_refused() => TestProcess.Run(process =>
    {
        var (space, cpu) = (process.Space, process.Cpu);
        Assert.Equal(MmError.Invalid, space.Map(cpu, new(0, VmaFlags.Read), out _));
        Assert.Equal(MmError.Invalid, space.Map(cpu, new(Page, VmaFlags.Locked), out _));
        Assert.Equal(MmError.Invalid, space.Map(cpu, new(Page, VmaFlags.Read, MapFlags.Fixed, TestProcess.At(0) + 1), out _));
        Assert.Equal(MmError.NoMemory, space.Map(cpu, new(ulong.MaxValue, VmaFlags.Read), out _));
        Assert.Equal(MmError.NoMemory, space.Map(cpu, new(2 * Page, VmaFlags.Read, MapFlags.Fixed, space.Tables.Limit - Page), out _));
        Assert.Equal(MmError.Permission, space.Map(cpu, new(Page, VmaFlags.Read, MapFlags.Fixed, 0), out _));
        Assert.Equal(MmError.Invalid, space.Unmap(cpu, TestProcess.At(0) + 1, Page));
        Assert.Equal(MmError.Invalid, space.Unmap(cpu, TestProcess.At(0), 0));
        Assert.Equal(MmError.Invalid, space.Unmap(cpu, space.Tables.Limit, Page));
        Assert.Equal(MmError.None, space.Unmap(cpu, TestProcess.At(0), Page));
        Assert.Equal(string.Empty, process.Layout());
    });

    [Fact]
    public void The_last_page_can_be_mapped_and_unmapped() => TestProcess.Run(process =>
    {
        var last = process.Space.Tables.Limit - Page;
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(Page, VmaFlags.Read, MapFlags.Fixed, last), out var address));
        Assert.Equal(last, address);
        Assert.Equal(MmError.None, process.Space.Unmap(process.Cpu, last, 1));
        Assert.Equal(0, process.Space.MapCount);
    });

    [Fact]
    public void A_sealed_part_keeps_the_whole_range_as_it_is() => TestProcess.Run(process =>
    {
        process.Map(0, 4);
        process.Map(4, 1, VmaFlags.Read);
        process.VmaAt(4).Flags |= VmaFlags.Sealed;
        Assert.Equal(MmError.Permission, process.Space.Unmap(process.Cpu, TestProcess.At(2), 4 * Page));
        Assert.Equal(MmError.Permission, process.Space.Map(process.Cpu, new(4 * Page, VmaFlags.Read, MapFlags.Fixed, TestProcess.At(2)), out _));
        Assert.Equal("0-4 4-5", process.Layout());
    });

    [Fact]
    public void Limits_count_what_comes_without_what_goes() => TestProcess.Run(
        process =>
        {
            process.Map(0, 8);
            Assert.Equal(MmError.NoMemory, process.Space.Map(process.Cpu, new(3 * Page, VmaFlags.Read), out _));
            process.Map(0, 8, VmaFlags.Read);
            process.Map(8, 2, VmaFlags.Read);
            Assert.Equal((10, 0), (process.Space.TotalPages, process.Space.DataPages));
            Assert.Equal(MmError.NoMemory, process.Space.Map(process.Cpu, new(11 * Page, VmaFlags.Read, MapFlags.Fixed, TestProcess.At(0)), out _));
            Assert.Equal("0-10", process.Layout());
            process.Unmap(0, 10);
            Assert.Equal(MmError.NoMemory, process.Space.Map(process.Cpu, new(9 * Page, TestProcess.ReadWrite, MapFlags.Fixed, TestProcess.At(0)), out _));
            Assert.Equal(string.Empty, process.Layout());
        },
        new() { MostPages = 10, MostDataPages = 8 });

    [Fact]
    public void A_hole_needs_room_for_one_VMA_more_and_an_end_does_not() => TestProcess.Run(
        process =>
        {
            process.Map(0, 8);
            process.Map(10, 2, VmaFlags.Read);
            Assert.Equal(MmError.NoMemory, process.Space.Unmap(process.Cpu, TestProcess.At(2), Page));
            Assert.Equal("0-8 10-12", process.Layout());
            process.Unmap(6, 5);
            Assert.Equal("0-6 11-12", process.Layout());
            process.Unmap(0, 6);
            process.Map(0, 1);
            Assert.Equal("0-1 11-12", process.Layout());
        },
        new() { MostVmas = 2 });

    [Theory]
    [InlineData(OvercommitPolicy.Heuristic, 16384, true)]
    [InlineData(OvercommitPolicy.Heuristic, 16385, false)]
    [InlineData(OvercommitPolicy.Always, 1 << 20, true)]
    [InlineData(OvercommitPolicy.Never, 8192, true)]
    [InlineData(OvercommitPolicy.Never, 8193, false)]
    public void What_may_be_promised_is_up_to_the_policy(OvercommitPolicy policy, int pages, bool isAllowed) => TestProcess.Run(process =>
    {
        var commit = process.Space.Core.Commit;
        commit.Policy = policy;
        var error = process.Space.Map(process.Cpu, new((ulong)pages * Page, TestProcess.ReadWrite), out _);
        Assert.Equal((isAllowed ? MmError.None : MmError.NoMemory, isAllowed ? pages : 0), (error, commit.Pages));
        if (policy != OvercommitPolicy.Never)
        {
            Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(Page, VmaFlags.Write, MapFlags.NoReserve), out _));
        }

        // Neither what cannot be stored to nor what is shared is a promise of memory for this process.
        Assert.Equal(MmError.None, process.Space.Map(process.Cpu, new(Page, VmaFlags.Read), out _));
        Assert.Equal(isAllowed ? pages : 0, commit.Pages);
    });

    [Fact]
    public void What_is_mapped_over_need_not_be_promised_beside_what_comes() => TestProcess.Run(process =>
    {
        process.Space.Commit.Policy = OvercommitPolicy.Never;
        process.Map(0, 8192);
        process.Map(0, 8192, VmaFlags.Write);
        Assert.Equal(8192, process.Space.Commit.Pages);
        Assert.Equal(MmError.NoMemory, process.Space.Map(process.Cpu, new(8193 * Page, TestProcess.ReadWrite, MapFlags.Fixed, TestProcess.At(0)), out _));
        Assert.Equal(8192, process.Space.Commit.Pages);
    });

    [Fact]
    public void Unmapping_frees_pages_and_tables_that_nobody_else_needs() => TestProcess.Run(process =>
    {
        var tables = process.Space.Tables;
        process.Map(0, 2048);
        process.Touch(0);
        process.Touch(511);
        process.Touch(512, 3);
        process.Touch(2047);
        Assert.Equal((6, (3 + 2) * (long)Page), (process.Space.AnonPages, tables.TableBytes));
        process.Unmap(1, 511);
        Assert.Equal((5, 5 * (long)Page), (process.Space.AnonPages, tables.TableBytes));
        process.Unmap(512, 512);
        Assert.Equal((2, 4 * (long)Page), (process.Space.AnonPages, tables.TableBytes));
        Assert.Equal("0-1 1024-2048", process.Layout());
        process.Unmap(0, 2048);
        Assert.Equal((0, 0), (process.Space.AnonPages, tables.TableBytes));
        Assert.Equal(0, process.Space.Memory.Snapshot().Allocated(FrameType.Anon));
    });

    [Fact]
    public void What_is_mapped_over_is_gone() => TestProcess.Run(process =>
    {
        process.Map(0, 4);
        process.Touch(0, 4);
        process.Map(1, 2);
        Assert.Equal((2, "0-4"), (process.Space.AnonPages, process.Layout()));
        Assert.Equal((4, 4), (process.Space.TotalPages, process.Space.Core.Commit.Pages));
    });

    [Fact]
    public void A_killed_task_changes_nothing() => TestProcess.Run(process =>
    {
        using var held = process.Space.MmapLock.Read();
        var error = MmError.None;
        var thread = new Thread(() => process.Space.Machine.Run("killed", cpu =>
        {
            MmRuntime.Scheduling.SimTask.Current.Kill();
            error = process.Space.Map(cpu, new(Page, VmaFlags.Read), out _);
        }, 1));
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(MmError.Interrupted, error);
        Assert.Equal(0, process.Space.MapCount);
    });
}
