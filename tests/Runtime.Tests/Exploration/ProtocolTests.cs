using MmRuntime.Atomics;
using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>Protocols of the runtime, all schedules with up to two preemptions; and with a step taken out, which must be noticed.</summary>
public sealed class ProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void A_vma_is_never_read_while_it_is_written()
    {
        var result = Explorer.Run(world => VmaLocks(world, looksAgain: true), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Equal(2, result.CompleteToPreemptions);
        Assert.True(result.Steps > 12 * (long)result.Executions);
    }

    [Fact]
    public void Without_its_second_look_a_reader_gets_in_beside_the_writer()
    {
        Assert.True(Explorer.Run(world => _ = new TinyVma(world, looksAgain: true), Exhaustive) is { IsPassed: true, IsComplete: true });
        var result = Explorer.Run(world => _ = new TinyVma(world, looksAgain: false), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
        Assert.Contains("'reader' threw CheckFailedException", result.Failures[0].Report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_itself_without_its_second_look_lets_a_reader_in_beside_the_writer()
    {
        var result = Explorer.Run(world => VmaLocks(world, looksAgain: false), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
        Assert.Contains("the VMA is whole", result.Failures[0].Report, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rcu_readers_see_is_freed_after_they_have_gone()
    {
        var result = Explorer.Run(world => Rcu(world, synchronises: true), Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    [Fact]
    public void Without_a_grace_period_a_reader_sees_what_is_freed()
    {
        var result = Explorer.Run(world => Rcu(world, synchronises: false), Exhaustive);
        Assert.Equal(FailureKind.FailedCheck, Assert.Single(result.Failures).Kind);
        Assert.Equal(1, result.Failures[0].Preemptions);
    }

    // A reader that finds the VMA locklessly, and a writer that changes it in two steps.
    private static void VmaLocks(World world, bool looksAgain)
    {
        var mmap = new RwSemaphore("mmap");
        var domain = new VmaLockDomain(mmap);
        var vma = new VmaLock(domain, "vma_lock", looksAgain);
        var (start, end) = (new Cell("start"), new Cell("end"));
        vma.Attach();
        world.Start("reader", () =>
        {
            if (vma.TryStartRead(domain) == VmaReadResult.Held)
            {
                world.Check(start.Value == end.Value, "the VMA is whole");
                vma.EndRead();
            }
        });
        world.Start("writer", () =>
        {
            using (mmap.Write())
            {
                vma.StartWrite();
                start.Value = 1;
                end.Value = 1;
                domain.EndWrites();
            }
        });
    }

    private static void Rcu(World world, bool synchronises)
    {
        var rcu = new RcuDomain("rcu");
        var isFreed = new Cell("freed");
        var published = new Publication();
        world.Start("reader", () =>
        {
            using (rcu.Enter())
            {
                if (published.IsThere)
                {
                    world.Check(isFreed.Value == 0, "what is read is not freed");
                }
            }
        });
        world.Start("writer", () =>
        {
            published.Withdraw();
            if (synchronises)
            {
                rcu.Synchronize();
            }

            isFreed.Value = 1;
        });
    }

    private sealed class Publication
    {
        private Shared<object?> _reference = new(new object());

        public bool IsThere => _reference.Read(this) is not null;

        public void Withdraw() => _reference.Write(this, null);
    }

    /// <summary>The protocol of per-VMA locks in little, so that a step can be taken out.</summary>
    private sealed class TinyVma
    {
        private const long WriterFlag = 1 << 20;

        private readonly Cell _count = new("count");
        private readonly Cell _vmaSequence = new("vma sequence");
        private readonly Cell _mmSequence = new("mm sequence");
        private readonly Cell _isBeingWritten = new("being written");

        public TinyVma(World world, bool looksAgain)
        {
            _mmSequence.Value = 1;
            world.Start("reader", () => Read(world, looksAgain));
            world.Start("writer", Write);
        }

        private void Read(World world, bool looksAgain)
        {
            if (_vmaSequence.Value == _mmSequence.Value)
            {
                return;
            }

            // Increment unless the flag is there: one step, as the loop around a compare-exchange is.
            if (_count.Add(1) >= WriterFlag)
            {
                _count.Add(-1);
                return;
            }

            if (!looksAgain || _vmaSequence.Value != _mmSequence.Value)
            {
                world.Check(_isBeingWritten.Value == 0, "nobody writes what is read");
            }

            _count.Add(-1);
        }

        private void Write()
        {
            _count.Add(WriterFlag);
            while (_count.Value != WriterFlag)
            {
                Scheduling.SimTask.Current.Driver.Relax(_count, 1, default);
            }

            _vmaSequence.Value = _mmSequence.Value;
            _count.Add(-WriterFlag);
            _isBeingWritten.Value = 1;
            _isBeingWritten.Value = 0;
            _mmSequence.Add(1);
        }
    }
}
