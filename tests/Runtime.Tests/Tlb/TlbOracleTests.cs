using MmRuntime.Cpus;
using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Tlb;

namespace MmRuntime.Tests.Tlb;

/// <summary>What checked mode says of translations that outlive their entries, and what it has no business saying.</summary>
public sealed class TlbOracleTests
{
    private const ulong At = TestSpace.Base;

    [Fact]
    public void Use_between_the_change_and_its_flush_is_legal() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, At);
        Assert.True(Mmu.TryStore(cpu, test.Space, At + 8, 42));
        Change(test, (in PteTable table) => table.Clear(0));
        Assert.Equal(1, test.Space.Ledger!.Count);
        Assert.True(Mmu.TryLoad(cpu, test.Space, At + 8, out int value));
        Assert.True(Mmu.TryStore(cpu, test.Space, At + 12, 43));
        Assert.Equal((42, 43), (value, test.Memory.Load<int>(frame, 12)));
        Flush(test, cpu);
        Assert.Equal(0, test.Space.Ledger.Count);
        Assert.False(Mmu.TryLoad(cpu, test.Space, At + 8, out value));
        Release(test, cpu, frame);
    });

    [Fact]
    public void A_frame_freed_with_its_flush_owed_is_told_with_the_site_of_the_change() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, At);
        Change(test, (in PteTable table) => table.Clear(0));
        var fault = Assert.Throws<MmUsageException>(() => test.Space.Ledger!.AssertPaid(frame));
        Assert.Contains("TlbOracleTests.cs", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"Frame {frame} is freed", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("loaded: 0.", fault.Message, StringComparison.Ordinal);
        test.Space.Ledger!.AssertPaid(frame.Plus(1));
        Flush(test, cpu);
        test.Space.Ledger!.AssertPaid(frame);
        Release(test, cpu, frame);
    });

    [Fact]
    public void A_hit_on_a_frame_that_was_freed_is_told_though_the_flush_is_still_owed() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, At);
        Assert.True(Mmu.TryLoad(cpu, test.Space, At, out int _));
        Change(test, (in PteTable table) => table.Clear(0));
        Release(test, cpu, frame);
        var fault = Assert.Throws<MmUsageException>(() => Mmu.TryLoad(cpu, test.Space, At, out int _));
        Assert.Contains("has been freed since", fault.Message, StringComparison.Ordinal);
        Assert.Contains("is missing that is owed since", fault.Message, StringComparison.Ordinal);
        Flush(test, cpu);
        Assert.False(Mmu.TryLoad(cpu, test.Space, At, out int _));
    });

    [Fact]
    public void A_hit_after_a_flush_that_was_declared_and_not_done_is_told() => TestSpace.Run((test, cpu) =>
    {
        var frame = test.Map(cpu, At);
        Assert.True(Mmu.TryStore(cpu, test.Space, At, 1));
        Change(test, (in PteTable table) => table.Change(0, PteFlags.Writable, PteFlags.None));
        Assert.True(Mmu.TryStore(cpu, test.Space, At, 2));
        test.Space.Ledger!.Pay(new AddressRange(0, ulong.MaxValue), long.MaxValue, isTables: true);
        var fault = Assert.Throws<MmUsageException>(() => Mmu.TryStore(cpu, test.Space, At, 3));
        Assert.Contains("stores to", fault.Message, StringComparison.Ordinal);
        Assert.Contains("one was too small", fault.Message, StringComparison.Ordinal);

        // To load is still allowed.
        Assert.True(Mmu.TryLoad(cpu, test.Space, At, out int value));
        Assert.Equal((2, 2), (value, test.Memory.Load<int>(frame, 0)));
        Flush(test, cpu);
    });

    [Fact]
    public void A_flush_pays_for_what_it_covers_and_for_nothing_that_came_after_it_began() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, At, 4);
        Change(test, (in PteTable table) => table.Change(0, PteFlags.Writable, PteFlags.None));
        Change(test, (in PteTable table) => table.Change(2, PteFlags.Writable, PteFlags.None));
        var ledger = test.Space.Ledger!;
        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: false);
        Assert.Equal(1, ledger.Count);
        ledger.AssertPaid(new AddressRange(At, At + (2 * PageSize.Base)), "The test ends");
        Assert.Contains("The test ends while a flush is owed", Assert.Throws<MmUsageException>(() => ledger.AssertPaid(new AddressRange(At, At + (3 * PageSize.Base)), "The test ends")).Message, StringComparison.Ordinal);
        ledger.Pay(new AddressRange(0, ulong.MaxValue), test.Space.TlbGeneration, isTables: true);
        Assert.Equal(0, ledger.Count);
        Change(test, (in PteTable table) => table.Change(1, PteFlags.Writable, PteFlags.None));
        ledger.Pay(new AddressRange(0, ulong.MaxValue), test.Space.TlbGeneration, isTables: true);
        Assert.Equal(1, ledger.Count);
        Flush(test, cpu);
        Assert.Equal(0, ledger.Count);
    });

    [Fact]
    public void Only_widening_owes_nothing() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, At, flags: PteFlags.Present | PteFlags.User);
        Assert.True(Mmu.TryLoad(cpu, test.Space, At, out int _));
        Assert.False(Mmu.TryStore(cpu, test.Space, At, 1));
        Change(test, (in PteTable table) => table.Change(0, PteFlags.None, PteFlags.Writable));
        Assert.Equal(0, test.Space.Ledger!.Count);
        Assert.True(Mmu.TryStore(cpu, test.Space, At, 1));
    });

    [Fact]
    public void A_table_taken_out_is_paid_for_by_a_flush_for_tables_only() => TestSpace.Run((test, cpu) =>
    {
        test.Map(cpu, At);
        Assert.True(Mmu.TryLoad(cpu, test.Space, At, out int _));
        var frame = Change(test, (in PteTable table) => table.Clear(0)).Frame;
        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: false);
        Assert.True(test.Space.Tables.TryPmd(At, out var pmd));
        var table = pmd.Value.Frame.Value;
        test.Space.Tables.Detach(pmd.Table, pmd.Index, At);
        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: false);
        Assert.Equal(1, test.Space.Ledger!.Count);
        TlbShootdown.Flush(test.Space, cpu, new AddressRange(At, At + PageSize.Base), isTables: true);
        Assert.Equal(0, test.Space.Ledger.Count);
        test.Space.Tables.Retire(table);
        Release(test, cpu, frame);
    });

    [Fact]
    public void Without_checks_nothing_is_kept() => TestSpace.Run(
        (test, cpu) =>
        {
            var frame = test.Map(cpu, At);
            Assert.True(Mmu.TryStore(cpu, test.Space, At, 1));
            Change(test, (in PteTable table) => table.Clear(0));
            Assert.Null(test.Space.Ledger);
            Flush(test, cpu);
            Assert.False(Mmu.TryLoad(cpu, test.Space, At, out int _));
            Release(test, cpu, frame);
        },
        memory: new() { Bytes = 16L << 20, IsChecked = false });

    private delegate Pte Use(in PteTable table);

    private static Pte Change(TestSpace test, Use change)
    {
        Assert.True(test.Space.Tables.TryPmd(At, out var pmd));
        using var table = pmd.MapLock(At);
        return change(in table);
    }

    private static void Flush(TestSpace test, Cpu cpu) => TlbShootdown.FlushAll(test.Space, cpu, isTables: true);

    private static void Release(TestSpace test, Cpu cpu, Pfn frame)
    {
        test.Memory.RemoveMap(frame);
        test.Memory.Put(cpu, frame);
    }
}
