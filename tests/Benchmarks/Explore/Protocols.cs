using MmRuntime.Atomics;
using MmRuntime.Exploration;
using MmRuntime.Locking;

namespace MmAnalyzers.Benchmarks.Explore;

/// <summary>Protocols of the runtime that are explored in full.</summary>
internal static class Protocols
{
    /// <summary>By name, with the number of their tasks.</summary>
    public static readonly IReadOnlyList<(string Name, int Tasks, Action<World> Program)> All =
        [("per-VMA lock", 2, VmaLocks), ("RCU", 3, Rcu), ("rw semaphore", 3, RwSemaphores)];

    // A reader that finds the VMA locklessly, and a writer that changes it in two steps.
    private static void VmaLocks(World world)
    {
        var mmap = new RwSemaphore("explore.mmap");
        var domain = new VmaLockDomain(mmap);
        var vma = new VmaLock(domain, "explore.vma");
        var state = new State();
        vma.Attach();
        world.Start("reader", () =>
        {
            if (vma.TryStartRead(domain) == VmaReadResult.Held)
            {
                world.Check(state.First == state.Second);
                vma.EndRead();
            }
        });
        world.Start("writer", () =>
        {
            using (mmap.Write())
            {
                vma.StartWrite();
                state.First = 1;
                state.Second = 1;
                domain.EndWrites();
            }
        });
    }

    private static void Rcu(World world)
    {
        var rcu = new RcuDomain("explore.rcu");
        var state = new State();
        for (var i = 0; i < 2; i++)
        {
            world.Start($"reader {i}", () =>
            {
                using (rcu.Enter())
                {
                    if (state.First == 0)
                    {
                        world.Check(state.Second == 0, "what is read is not freed");
                    }
                }
            });
        }

        world.Start("writer", () =>
        {
            state.First = 1;
            rcu.Synchronize();
            state.Second = 1;
        });
    }

    private static void RwSemaphores(World world)
    {
        var semaphore = new RwSemaphore("explore.rwsem");
        var state = new State();
        for (var i = 0; i < 2; i++)
        {
            world.Start($"reader {i}", () =>
            {
                using (semaphore.Read())
                {
                    world.Check(state.First == state.Second);
                }
            });
        }

        world.Start("writer", () =>
        {
            using (semaphore.Write())
            {
                state.First = 1;
                state.Second = 1;
            }
        });
    }

    private sealed class State
    {
        private readonly object _first = new();
        private readonly object _second = new();
        private SharedWord _firstWord;
        private SharedWord _secondWord;

        public long First
        {
            get => _firstWord.Read(_first);
            set => _firstWord.Write(_first, value);
        }

        public long Second
        {
            get => _secondWord.Read(_second);
            set => _secondWord.Write(_second, value);
        }
    }
}
