using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Locking;

/// <summary>RCU and the protocol of per-VMA locks on real threads.</summary>
public sealed class RcuTests
{
    private readonly World _world = new();

    [Fact]
    public void Nobody_sees_a_thing_after_it_was_taken_away_and_waited_for()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        var owner = new object();
        var current = new Shared<Box>(new Box());
        var (stale, isOver) = (0, false);
        _world.RunTogether(
            () =>
            {
                for (var i = 0; i < 3_000; i++)
                {
                    var old = current.Exchange(owner, new Box());
                    rcu.Synchronize();
                    old.IsGone = true;
                }

                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    using (rcu.Enter())
                    {
                        var seen = current.Read(owner);
                        Thread.SpinWait(20);
                        stale += seen.IsGone ? 1 : 0;
                    }
                }
            });
        Assert.Equal(0, stale);
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Interrupts_off_count_as_a_section()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        var (isOff, mayEnd, isSynchronized) = (false, false, false);
        _world.RunTogether(
            () =>
            {
                using (rcu.Enter())
                {
                }

                SimTask.Current.DisableInterrupts();
                Volatile.Write(ref isOff, true);
                SpinWait.SpinUntil(() => Volatile.Read(ref mayEnd));
                Assert.False(Volatile.Read(ref isSynchronized));
                SimTask.Current.EnableInterrupts();
            },
            () =>
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref isOff));
                rcu.Synchronize();
                Volatile.Write(ref isSynchronized, true);
            },
            () =>
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref isOff));
                Thread.Sleep(30);
                Volatile.Write(ref mayEnd, true);
            });
        Assert.True(isSynchronized);
    }

    [Fact]
    public void Callbacks_run_once_after_the_readers()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        var ran = 0;
        _world.Run(() =>
        {
            using (rcu.Enter())
            {
                rcu.Call(() => ran++);
                Assert.Equal((0, 1), (ran, rcu.PendingCallbacks));
            }

            rcu.Barrier();
            rcu.Barrier();
            Assert.Equal((1, 0), (ran, rcu.PendingCallbacks));
            rcu.Call(() => ran++, RcuDomain.MaxPendingBytes + 1);
            Assert.Equal(2, ran);
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Who_must_not_sleep_leaves_too_many_callbacks_to_the_next_one()
    {
        var (rcu, spin) = (new RcuDomain(World.Fresh("rcu")), new Spinlock(World.Fresh("spin")));
        var ran = 0;
        _world.Run(() =>
        {
            using (rcu.Enter())
            {
                rcu.Call(() => ran++, RcuDomain.MaxPendingBytes + 1);
            }

            using (spin.Enter())
            {
                rcu.Call(() => ran++);
                Assert.Equal((0, 2), (ran, rcu.PendingCallbacks));
            }

            SimTask.Current.DisableInterrupts();
            rcu.Call(() => ran++);
            SimTask.Current.EnableInterrupts();
            Assert.Equal((0, 3), (ran, rcu.PendingCallbacks));
            rcu.Call(() => ran++);
            Assert.Equal((4, 0), (ran, rcu.PendingCallbacks));

            // They are gone with their bytes.
            rcu.Call(() => ran++);
            Assert.Equal((4, 1), (ran, rcu.PendingCallbacks));
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_waiting_for_readers_inside_a_section()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        _world.Refuse();
        _world.Run(() =>
        {
            using (rcu.Enter())
            {
                Assert.Equal(ReportKind.SleepInAtomic, Assert.Throws<LockdepException>(() => rcu.Synchronize()).Report.Kind);
            }
        });
    }

    [Fact]
    public void Reports_leaving_a_section_that_was_not_entered()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        _world.Refuse();
        _world.Run(() => Assert.Equal(ReportKind.BadRelease, Assert.Throws<LockdepException>(() => rcu.Exit()).Report.Kind));
    }

    [Fact]
    public void Reports_waiting_for_readers_under_a_lock_that_readers_take()
    {
        var rcu = new RcuDomain(World.Fresh("rcu"));
        var (spin, mutex) = (new Spinlock(World.Fresh("spin")), new SleepingMutex(World.Fresh("mutex")));
        _world.Run(() =>
        {
            using (rcu.Enter())
            using (spin.Enter())
            {
            }
        });
        _world.Run(() =>
        {
            using (mutex.Enter())
            {
                spin.MightLock();
                rcu.Synchronize();
            }
        });
        Assert.Empty(_world.Reports);
        var pseudo = new Completion(World.Fresh("work"));
        _world.Run(() =>
        {
            using (rcu.Enter())
            {
                pseudo.MightLock();
            }
        });
        _world.Run(() =>
        {
            using (pseudo.Promise())
            {
                rcu.Synchronize();
            }
        });
        Assert.Equal(ReportKind.WaitCycle, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void A_writer_of_a_vma_waits_for_its_readers_and_keeps_new_ones_out_until_all_are_released()
    {
        var mm = new VmaLockDomain(new RwSemaphore(World.Fresh("mmap")));
        var vma = new VmaLock(mm, World.Fresh("vma"));
        var (overlaps, reads, isWriting, isOver) = (0, 0, 0, false);
        vma.Attach();
        _world.RunTogether(
            () =>
            {
                for (var i = 0; i < 2_000 || Volatile.Read(ref reads) < 100; i++)
                {
                    using (mm.MmapLock.Write())
                    {
                        vma.StartWrite();
                        Volatile.Write(ref isWriting, 1);
                        Thread.SpinWait(10);
                        Volatile.Write(ref isWriting, 0);
                        mm.EndWrites();
                    }
                }

                Volatile.Write(ref isOver, true);
            },
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    if (vma.TryStartRead(mm) == VmaReadResult.Held)
                    {
                        reads++;
                        overlaps += Volatile.Read(ref isWriting);
                        vma.EndRead();
                    }
                }
            });
        Assert.Equal(0, overlaps);
        Assert.True(reads > 0);
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void A_vma_says_why_it_cannot_be_read()
    {
        var mm = new VmaLockDomain(new RwSemaphore(World.Fresh("mmap")));
        var other = new VmaLockDomain(new RwSemaphore(World.Fresh("mmap")));
        var vma = new VmaLock(mm, World.Fresh("vma"));
        _world.Run(() =>
        {
            Assert.Equal(VmaReadResult.Detached, vma.TryStartRead(mm));
            vma.Attach();
            Assert.Equal(VmaReadResult.Contended, vma.TryStartRead(other));
            using (mm.MmapLock.Write())
            {
                vma.StartWrite();
                Assert.True(vma.IsWriteLocked);
                Assert.Equal(VmaReadResult.Contended, vma.TryStartRead(mm));
                mm.EndWrites();
                Assert.False(vma.IsWriteLocked);
            }

            Assert.Equal(VmaReadResult.Held, vma.TryStartRead(mm));
            vma.EndRead();
            using (mm.MmapLock.Write())
            {
                vma.StartWrite();
                vma.Detach();
                mm.EndWrites();
            }

            Assert.Equal(VmaReadResult.Detached, vma.TryStartRead(mm));
            vma.Recycle(other);
            vma.Attach();
            Assert.Equal(VmaReadResult.Contended, vma.TryStartRead(mm));
            Assert.Equal(VmaReadResult.Held, vma.TryStartRead(other));
            vma.EndRead();
        });
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Reports_writing_a_vma_that_the_task_reads_or_without_the_address_space()
    {
        var mm = new VmaLockDomain(new RwSemaphore(World.Fresh("mmap")));
        var vma = new VmaLock(mm, World.Fresh("vma"));
        vma.Attach();
        _world.Refuse();
        _world.Run(() =>
        {
            Assert.Equal(ReportKind.NotHeld, Assert.Throws<LockdepException>(() => vma.StartWrite()).Report.Kind);
            Assert.Equal(ReportKind.NotHeld, Assert.Throws<LockdepException>(() => mm.EndWrites()).Report.Kind);
            using (mm.MmapLock.Write())
            {
                Assert.Equal(VmaReadResult.Held, vma.TryStartRead(mm));
                Assert.Equal(ReportKind.HeldUnexpectedly, Assert.Throws<LockdepException>(() => vma.StartWrite()).Report.Kind);
                vma.EndRead();
            }
        });
    }

    private sealed class Box
    {
        public bool IsGone { get; set; }
    }
}
