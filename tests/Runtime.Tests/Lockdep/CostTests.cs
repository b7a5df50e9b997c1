using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Locking.Plain;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Once warm, validation allocates nothing and examines nothing.</summary>
public sealed class CostTests
{
    [Fact]
    public void Allocates_nothing_once_every_chain_is_known()
    {
        var world = new World();
        var (mutex, spin, rw, plain) = (new SleepingMutex(World.Fresh("m")), new Spinlock(World.Fresh("s")), new RwSemaphore(World.Fresh("r")), new CheckedLock(World.Fresh("p")));
        var rcu = new RcuDomain(World.Fresh("rcu"));
        world.Run(() =>
        {
            Turn();
            Turn();
            var examined = world.Validator.Statistics.Examined;

            // The host may allocate on our thread too, once, when it compiles the loop anew: what validation allocates, it allocates in every round.
            var least = Enumerable.Range(0, 3).Min(_ => AllocatedBy(1000));
            Assert.Equal(0, least);
            Assert.Equal(examined, world.Validator.Statistics.Examined);
        });
        Assert.Empty(world.Reports);

        long AllocatedBy(int turns)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < turns; i++)
            {
                Turn();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Turn()
        {
            using (rw.Read())
            using (mutex.Enter())
            using (plain.Enter())
            using (plain.Enter())
            using (rcu.Enter())
            using (spin.EnterIrqSave())
            {
            }

            using (var tried = mutex.TryEnter())
            {
                Assert.True(tried.IsHeld);
            }
        }
    }

    [Fact]
    public void Silent_under_stress_of_two_threads_on_every_kind()
    {
        var world = new World();
        var handles = Subject.All.Where(subject => !subject.Spins).Select(subject => subject.Make(LockClass.Named(World.Fresh("stress")))).ToList();
        var spin = new Spinlock(World.Fresh("spin"));
        var total = 0L;
        world.RunTogether(Work, Work);
        Assert.Empty(world.Reports);
        Assert.Equal(40_000, total);

        void Work()
        {
            for (var i = 0; i < 20_000; i++)
            {
                var skip = i % handles.Count;
                for (var k = skip; k < handles.Count; k += 3)
                {
                    handles[k].Enter();
                }

                using (spin.EnterIrqSave())
                {
                    total++;
                }

                for (var k = skip; k < handles.Count; k += 3)
                {
                    handles[k].Exit();
                }
            }
        }
    }
}
