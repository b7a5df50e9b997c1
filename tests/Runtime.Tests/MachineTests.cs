using MmRuntime.Atomics;
using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Lockdep;
using MmRuntime.Locking;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests;

/// <summary>Machines: processors that tasks share, memory that they borrow, and the order that freeing memory has with locks.</summary>
public sealed class MachineTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private readonly World _world = new();

    [Fact]
    public void Machines_know_nothing_of_each_other()
    {
        var (one, two) = (new World(), new World());
        using var left = new Machine(1, one.Validator);
        using var right = new Machine(1, two.Validator);
        var (a, b) = (new SleepingMutex(World.Fresh("a")), new SleepingMutex(World.Fresh("b")));
        left.Run("left", _ => Nest(a, b));
        right.Run("right", _ => Nest(b, a));
        Assert.Empty(one.Reports);
        Assert.Empty(two.Reports);
        left.Run("left", _ => Nest(b, a));
        Assert.Equal(ReportKind.LockOrderCycle, Assert.Single(one.Reports).Kind);
        Assert.Empty(two.Reports);
    }

    [Fact]
    public void A_machine_on_an_ordinary_thread_has_a_validator_of_its_own()
    {
        using var one = new Machine();
        using var two = new Machine();
        Assert.NotSame(one.Validator, two.Validator);
        Assert.NotSame(LockValidator.Default, one.Validator);
    }

    [Fact]
    public void More_tasks_than_processors_take_turns_when_they_sleep()
    {
        var inside = 0;
        var most = 0;
        var cpu = new Cpu(0);
        Action work = () => cpu.Run(() =>
        {
            // All four want it at once: the one that has it waits for that.
            Assert.True(SpinWait.SpinUntil(() => cpu.Waits >= 3, TimeSpan.FromSeconds(30)));
            for (var i = 0; i < 500; i++)
            {
                most = Math.Max(most, ++inside);
                inside--;
                cpu.Reschedule();
            }
        });
        _world.RunTogether(work, work, work, work);
        Assert.Equal(1, most);
        Assert.InRange(cpu.Waits, 100, long.MaxValue);
        Assert.Empty(_world.Reports);
    }

    [Fact]
    public void Tasks_of_one_processor_are_never_on_it_together_and_come_back_to_it_after_a_wait()
    {
        Passes(world =>
        {
            var machine = new Machine(1);
            var (state, done) = (new State(), new Completion("done"));
            world.Start("sleeper", () => machine.Run("sleeper", cpu =>
            {
                state.Step(world);
                done.Wait();
                state.Step(world);
            }));
            world.Start("waker", () => machine.Run("waker", cpu =>
            {
                state.Step(world);
                done.Complete();
                state.Step(world);
            }));
        });
    }

    // It slept while nobody wanted the processor, so it never lost it: that is no reason to let others onto it now.
    [Fact]
    public void A_task_that_has_slept_has_its_processor_to_itself_again()
    {
        Passes(world =>
        {
            var machine = new Machine(1);
            var (state, done) = (new State(), new Completion("done"));
            world.Start("sleeper", () => machine.Run("sleeper", cpu =>
            {
                done.Wait();
                state.Step(world);
            }));
            world.Start("late", () =>
            {
                done.Complete();
                machine.Run("late", cpu => state.Step(world));
            });
        });
    }

    // The spinner has the processor that the one it waits for needs: with one processor that is a livelock, with two it is not.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_task_that_spins_keeps_its_processor(int cpus, bool isPassed)
    {
        var result = Explorer.Run(
            world =>
            {
                var machine = new Machine(cpus);
                var state = new State();
                world.Start("spinner", () => machine.Run("spinner", _ =>
                {
                    for (var round = 0; state.Inside.Read(state) == 0; round++)
                    {
                        SimTask.Current.Driver.Relax(state, round, default);
                    }
                }));
                world.Start("setter", () => machine.Run("setter", _ => state.Inside.Write(state, 1), cpus - 1));
            },
            Exhaustive);
        Assert.Equal(isPassed, result.IsPassed);
        Assert.All(result.Failures, failure => Assert.Equal(FailureKind.Livelock, failure.Kind));
    }

    [Fact]
    public void A_task_cannot_have_two_processors() => _world.Run(() => new Cpu(0).Run(() => Assert.Throws<InvalidOperationException>(() => new Cpu(1).Run(() => { }))));

    [Fact]
    public void A_task_without_memory_borrows_what_was_loaded_last()
    {
        var (cpu, memory, other) = (new Cpu(3), new Memory(), new Memory());
        _world.Run(() => cpu.Run(() =>
        {
            Assert.Null(cpu.Memory);
            memory.Use(() =>
            {
                Assert.Equal((memory, false, 1UL << 3, 2L), (cpu.Memory, cpu.IsMemoryBorrowed, memory.LoadedOn, memory.Holds));
                Assert.Same(memory, MemoryContext.OfCurrentTask);
            });

            // The kernel's part goes on with what is loaded: no switch, no flush.
            Assert.Equal((memory, true), (cpu.Memory, cpu.IsMemoryBorrowed));
            memory.Drop();
            Assert.Equal(0, memory.Vanished);
            other.Use(() => Assert.Equal((1, 0UL, 1UL << 3), (memory.Vanished, memory.LoadedOn, other.LoadedOn)));
            Assert.True(cpu.DropBorrowed());
            Assert.False(cpu.DropBorrowed());
            Assert.Equal((null, 0UL, 1L), (cpu.Memory, other.LoadedOn, other.Holds));
        }));
        Assert.Equal(0, other.Vanished);
    }

    [Fact]
    public void After_a_wait_a_task_finds_its_own_memory_loaded_again()
    {
        Passes(world =>
        {
            var (machine, mine, yours, done) = (new Machine(1), new Memory(), new Memory(), new Completion("done"));
            world.Start("sleeper", () => machine.Run("sleeper", cpu => mine.Use(() =>
            {
                done.Wait();
                world.Check(cpu.Memory == mine && !cpu.IsMemoryBorrowed);
            })));
            world.Start("waker", () => machine.Run("waker", cpu => yours.Use(() =>
            {
                done.Complete();
                world.Check(cpu.Memory == yours);
            })));
            world.AtEnd(() =>
            {
                mine.Drop();
                yours.Drop();
                world.Check(mine.Vanished + yours.Vanished == 1, "one is borrowed still");
            });
        });
    }

    [Fact]
    public void A_task_that_comes_to_a_processor_or_lets_others_run_there_finds_its_memory_loaded()
    {
        Passes(world =>
        {
            var (machine, mine, yours) = (new Machine(1), new Memory(), new Memory());
            world.Start("one", () => mine.Use(() => machine.Run("one", cpu => Runs(cpu, mine))));
            world.Start("two", () => yours.Use(() => machine.Run("two", cpu => Runs(cpu, yours))));

            void Runs(Cpu cpu, Memory own)
            {
                world.Check(cpu.Memory == own && !cpu.IsMemoryBorrowed, "as it comes");
                cpu.Reschedule();
                world.Check(cpu.Memory == own && !cpu.IsMemoryBorrowed, "after others");
            }
        });
    }

    [Fact]
    public void Letting_others_run_may_sleep()
    {
        using var machine = new Machine(1, _world.Validator);
        var spin = new Spinlock(World.Fresh("spin"));
        machine.Run("user", cpu =>
        {
            using var held = spin.Enter();
            cpu.Reschedule();
        });
        Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
    }

    // The allocation frees nothing on this run, and the order is learnt all the same.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Who_allocates_under_a_lock_that_freeing_memory_takes_is_reported(bool mayReclaim, int reports)
    {
        using var machine = new Machine(1, _world.Validator);
        var pages = new SleepingMutex(World.Fresh("pages"));
        machine.Run("reclaim", _ => machine.Reclaim(() => { using var held = pages.Enter(); }));
        machine.Run("user", _ =>
        {
            using var held = pages.Enter();
            if (mayReclaim)
            {
                machine.MayReclaim();
            }
            else
            {
                Machine.WithoutReclaim(() => machine.MayReclaim());
            }
        });
        Assert.Equal(reports, _world.Reports.Count);
        Assert.All(_world.Reports, report => Assert.Equal(["fs_reclaim", pages.Class!.Name], report.Locks.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Allocating_is_ordered_before_telling_of_lost_translations()
    {
        using var machine = new Machine(1, _world.Validator);
        machine.Run("user", _ => machine.MayReclaim());
        machine.Run("zap", _ =>
        {
            using var told = machine.MmuNotifier.Enter();
            machine.MayReclaim();
        });
        Assert.NotEmpty(_world.Reports);
    }

    [Fact]
    public void An_allocation_that_may_free_memory_may_sleep()
    {
        using var machine = new Machine(1, _world.Validator);
        var spin = new Spinlock(World.Fresh("spin"));
        machine.Run("user", _ =>
        {
            using var held = spin.Enter();
            machine.MayReclaim();
        });
        Assert.Equal(ReportKind.SleepInAtomic, Assert.Single(_world.Reports).Kind);
    }

    [Fact]
    public void Freeing_memory_waits_for_no_work_that_needs_some()
    {
        using var machine = new Machine(1, _world.Validator);
        machine.Run("user", _ =>
        {
            using var queue = machine.CreateQueue(World.Fresh("wq"));
            using var safe = machine.CreateQueue(World.Fresh("safe"), new() { IsReclaimSafe = true });
            machine.Reclaim(() =>
            {
                safe.Create(() => { }, World.Fresh("safe work")).Flush();
                Assert.Empty(_world.Reports);
                queue.Create(() => { }, World.Fresh("work")).Flush();
            });
        });
        Assert.Contains("frees memory", Assert.Single(_world.Reports).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Machine(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Machine(65));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Machine(mostWorkers: 0));
        using var machine = new Machine(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.Run("task", _ => { }, cpu: 1));
    }

    private static void Nest(SleepingMutex outer, SleepingMutex inner)
    {
        using var first = outer.Enter();
        using var second = inner.Enter();
    }

    private static void Passes(Action<MmRuntime.Exploration.World> program)
    {
        var result = Explorer.Run(program, Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString() + string.Concat(result.Failures.Select(failure => failure.Report)));
        Assert.Empty(result.LockdepReports);
    }

    private sealed class State
    {
        public SharedWord Inside;

        public void Step(MmRuntime.Exploration.World world)
        {
            world.Check(Inside.Add(this, 1) == 1, "alone on the processor");
            Inside.Add(this, -1);
        }
    }

    private sealed class Memory : MemoryContext
    {
        public int Vanished { get; private set; }

        protected override void OnVanish() => Vanished++;
    }
}
