using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Those who have a say in allocations are asked, each time.</summary>
public sealed class SeamTests
{
    private readonly Ledger _ledger = new();
    private readonly Gate _gate = new();

    [Fact]
    public void Every_allocation_that_may_free_memory_says_so_and_no_other()
    {
        using var test = Make();
        _ = test.Memory.Allocate(test.Cpu, TestMemory.Anon);
        _ = test.Memory.AllocateFrozen(test.Cpu, new FrameRequest(FrameType.Table));
        _ = test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, new Pfn[5]);
        Assert.Equal([0, 1, 2], _gate.Lines.Select(line => line - _gate.Lines[0]));
        test.Take(gfp: Gfp.Atomic);
        test.Take(gfp: Gfp.NoWait);
        Assert.Equal(3, _gate.Lines.Count);
    }

    [Fact]
    public void Under_a_lock_that_freeing_takes_the_allocation_is_refused_on_a_day_with_plenty_of_memory()
    {
        var world = new World();
        using var machine = new Machine(1, world.Validator);
        var (cache, test) = (new SleepingMutex(World.Fresh("cache")), Make(new Forwarder(machine)));
        using (test)
        {
            machine.Run("reclaim", _ => machine.Reclaim(() => cache.Enter().Dispose()));
            machine.Run("user", _ =>
            {
                using (cache.Enter())
                {
                    test.Take(gfp: Gfp.NoWait);
                    Assert.Empty(world.Reports);
                    test.Take(gfp: Gfp.Kernel);
                }
            });
            Assert.Equal(ReportKind.WaitCycle, Assert.Single(world.Reports).Kind);
        }
    }

    [Fact]
    public void Charges_come_before_and_go_with_the_frames()
    {
        using var test = Make();
        var frame = test.Take(2, Gfp.Account);
        Assert.Equal((4, 4), (_ledger.Charged, _ledger.Asked));
        Assert.Equal(Ledger.Tag, test.Memory.Frame(frame).Charge);
        var other = test.Take();
        Assert.Equal((4, 4), (_ledger.Charged, _ledger.Asked));
        test.Memory.Free(test.Cpu, frame, 2);
        Assert.Equal(0, _ledger.Charged);
        test.Memory.Free(test.Cpu, other);
        var many = new Pfn[3];
        Assert.Equal(3, test.Memory.AllocateMany(test.Cpu, TestMemory.Kernel with { Gfp = Gfp.Account }, many));
        Assert.Equal(3, _ledger.Charged);
        Assert.All(many, one => Assert.True(test.Memory.PutAndTest(one)));
        test.Memory.FreeMany(test.Cpu, many);
        Assert.Equal(0, _ledger.Charged);
        test.Memory.Dispose();
    }

    [Fact]
    public void Without_a_charge_there_is_no_memory_and_without_memory_no_charge()
    {
        using var test = Make();
        _ledger.IsFull = true;
        Assert.True(test.Memory.Allocate(test.Cpu, TestMemory.Kernel with { Gfp = Gfp.Account }).IsNone);
        Assert.Equal((0, 1), (test.Change.AllocatedFrames, test.Change.Failures));
        _ledger.IsFull = false;
        test.TakeAll(TestMemory.Kernel);
        Assert.True(test.Memory.Allocate(test.Cpu, TestMemory.Kernel with { Gfp = Gfp.Account }).IsNone);
        Assert.Equal((0, 1), (_ledger.Charged, _ledger.Asked));
    }

    private TestMemory Make(IReclaimGate? gate = null) =>
        new(new() { Bytes = 4L << 20, Dma32Bytes = 0, PercpuBatch = 2, MinFreeFrames = 0, Charges = _ledger, ReclaimGate = gate ?? _gate });

    private sealed class Gate : IReclaimGate
    {
        public List<int> Lines { get; } = [];

        public void MayReclaim(string file, int line)
        {
            Assert.EndsWith("SeamTests.cs", file, StringComparison.Ordinal);
            Lines.Add(line);
        }
    }

    private sealed class Forwarder(Machine machine) : IReclaimGate
    {
        public void MayReclaim(string file, int line) => machine.MayReclaim(file, line);
    }

    private sealed class Ledger : IChargeController
    {
        public const int Tag = 7;

        public bool IsFull { get; set; }

        public int Asked { get; private set; }

        public int Charged { get; private set; }

        public bool TryCharge(in FrameRequest request, out int tag)
        {
            tag = Tag;
            Asked += IsFull ? 0 : request.Frames;
            Charged += IsFull ? 0 : request.Frames;
            return !IsFull;
        }

        public void Uncharge(int tag, int order)
        {
            Assert.Equal(Tag, tag);
            Charged -= 1 << order;
        }
    }
}
