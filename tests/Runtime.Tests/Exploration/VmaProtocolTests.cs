using MmRuntime.Exploration;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>The ends of a VMA's lock, in every schedule with up to two preemptions: readers that leave, writers that are killed, VMAs that go away.</summary>
public sealed class VmaProtocolTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    [Fact]
    public void A_vma_that_is_taken_away_has_no_reader_left() => Passes(preemptions: 3, program: world =>
    {
        var (domain, vma) = Attached();
        var isFreed = new Cell("freed");
        world.Start("reader", () =>
        {
            if (vma.TryStartRead(domain) == VmaReadResult.Held)
            {
                world.Check(isFreed.Value == 0, "what is read is not freed");
                vma.EndRead();
            }
        });
        world.Start("writer", () =>
        {
            using (domain.MmapLock.Write())
            {
                vma.StartWrite();
                vma.Detach();
                world.Check(!vma.IsAttached, "nor anybody who just looks");
                isFreed.Value = 1;
                domain.EndWrites();
            }
        });
        world.AtEnd(() => world.Check(!vma.IsAttached));
    });

    [Fact]
    public void A_vma_that_nobody_can_find_yet_is_written_at_once() => Passes(world => world.Start("writer", () =>
    {
        var domain = new VmaLockDomain(new RwSemaphore("mmap.protocol"));
        var vma = new VmaLock(domain, "vma.protocol");
        using (domain.MmapLock.Write())
        {
            vma.StartWrite();
            world.Check(vma.IsWriteLocked);
            domain.EndWrites();
        }
    }));

    [Fact]
    public void A_writer_that_is_killed_lets_readers_in_again()
    {
        var (wasKilled, hasWritten) = (false, false);
        Passes(world =>
        {
            var (domain, vma) = Attached();
            SimTask? writer = null;
            world.Start("writer", () =>
            {
                writer = SimTask.Current;
                using (domain.MmapLock.Write())
                {
                    var isHeld = vma.StartWriteKillable();
                    (wasKilled, hasWritten) = (wasKilled || !isHeld, hasWritten || isHeld);
                    domain.EndWrites();
                }
            });
            world.Start("reader", () =>
            {
                if (vma.TryStartRead(domain) == VmaReadResult.Held)
                {
                    writer?.Kill();
                    vma.EndRead();
                }
            });
            world.AtEnd(() =>
            {
                world.Check(vma.TryStartRead(domain) == VmaReadResult.Held, "nobody writes any more");
                vma.EndRead();
            });
        });
        Assert.Equal((true, true), (wasKilled, hasWritten));
    }

    // Both address spaces have the same number by chance.
    [Fact]
    public void A_vma_is_not_write_locked_in_the_address_space_it_moves_to() => new Tests.World().Run(() =>
    {
        var (domain, vma) = Attached();
        var other = new VmaLockDomain(new RwSemaphore("mmap.other"));
        using (domain.MmapLock.Write())
        {
            vma.StartWrite();
            vma.StartWrite();
            vma.Detach();
            domain.EndWrites();
        }

        vma.Recycle(other);
        Assert.False(vma.IsWriteLocked);
        vma.Attach();
        Assert.Equal(VmaReadResult.Held, vma.TryStartRead(other));
        vma.EndRead();
    });

    private static (VmaLockDomain Domain, VmaLock Vma) Attached()
    {
        var domain = new VmaLockDomain(new RwSemaphore("mmap.protocol"));
        var vma = new VmaLock(domain, "vma.protocol");
        vma.Attach();
        return (domain, vma);
    }

    private static void Passes(Action<World> program, int preemptions = 2)
    {
        var result = Explorer.Run(program, Exhaustive with { MaxPreemptions = preemptions });
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        Assert.Empty(result.LockdepReports);
    }
}
