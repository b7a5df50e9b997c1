using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>
/// Steps of processors name what they change. If one does not, the searches that leave out repetitions take two orders for the same that lead elsewhere, or nobody
/// ever comes between the step and the one before it: then some ending is missing.
/// </summary>
public sealed class ToldStepsTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxExecutions = 500_000, StopAtFirstFailure = false };

    [Fact]
    public void A_processor_is_interrupted_before_and_after_it_loads_memory_of_its_own_and_before_it_borrows_that() => Ends(
        ["none", "own", "borrowed"],
        world =>
        {
            var (cpu, memory) = (new Cpu(1), new Memory());
            return Race(world, cpu, MemoryOf, () => memory.Use(() => { }));
        });

    [Fact]
    public void A_processor_is_interrupted_before_and_after_it_lets_go_of_borrowed_memory() => Ends(
        ["borrowed", "none"],
        world =>
        {
            var (cpu, memory) = (new Cpu(1), new Memory());
            cpu.Run(() => memory.Use(() => { }));
            return Race(world, cpu, MemoryOf, () => cpu.DropBorrowed());
        });

    [Fact]
    public void A_processor_is_interrupted_before_and_after_it_takes_back_the_memory_that_it_borrowed() => Ends(
        ["borrowed", "own"],
        world =>
        {
            var (cpu, memory) = (new Cpu(1), new Memory());
            cpu.Run(() => memory.Use(() => { }));
            return Race(world, cpu, MemoryOf, () => memory.Use(() => { }));
        });

    // With one processor to wait for, that one may come to an access between the message and the sender's first look.
    [Fact]
    public void An_interrupt_is_answered_by_whoever_looks_first() => Ends(
        ["before by one", "before by two", "after by one"],
        world =>
        {
            var (cpu, phase) = (new Cpu(1), "before");
            return Race(world, cpu, _ => $"{phase} by {SimTask.Current.Name}", () =>
            {
                cpu.BeginAccess();
                phase = "inside";
                cpu.EndAccess();
                phase = "after";
            });
        });

    [Fact]
    public void An_interrupt_waits_for_those_who_keep_it_out_unless_they_see_it_first() => Ends(
        ["before by one", "before by two", "after by two", "after by one"],
        world =>
        {
            var (cpu, phase) = (new Cpu(1), "before");
            return Race(world, cpu, _ => $"{phase} by {SimTask.Current.Name}", () =>
            {
                SimTask.Current.DisableInterrupts();
                phase = "after";
                SimTask.Current.EnableInterrupts();
            });
        });

    // The handlers take several steps, so that a message comes while another one is being answered.
    [Fact]
    public void Messages_are_answered_one_after_the_other_and_each_before_its_sender_goes_on()
    {
        var (cpus, options) = (new[] { 0, 1 }, Exhaustive with { MaxPreemptions = 2 });
        var result = Explorer.Run(
            world =>
            {
                var (target, inside) = (new Cpu(2), new Cell("inside"));
                foreach (var number in cpus)
                {
                    var (sender, handled) = (new Cpu(number), 0);
                    world.Start($"sender {number}", () => sender.Run(() =>
                    {
                        sender.Interrupt([target], _ =>
                        {
                            world.Check(inside.Add(1) == 1, "one handler at a time");
                            inside.Add(-1);
                            handled++;
                        });
                        world.Check(handled == 1, "answered once, and before this");
                    }));
                }

                world.AtEnd(() => world.Check(target.Received == 2));
            },
            options);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    [Fact]
    public void Tasks_of_a_processor_come_to_it_in_either_order() => Ends(
        ["one two", "two one"],
        world =>
        {
            var (cpu, order) = (new Cpu(1), new List<string>());
            return Both(world, Come, Come, () => string.Join(' ', order));

            void Come() => cpu.Run(() => order.Add(SimTask.Current.Name));
        });

    private static string MemoryOf(Cpu cpu) => cpu.Memory is null ? "none" : cpu.IsMemoryBorrowed ? "borrowed" : "own";

    // What a handler sees of a processor on which something is done meanwhile.
    private static Func<string> Race(World world, Cpu cpu, Func<Cpu, string> look, Action body)
    {
        var (sender, seen) = (new Cpu(0), string.Empty);
        return Both(world, () => sender.Interrupt([cpu], one => seen = look(one)), () => cpu.Run(body), () => seen);
    }

    // Whoever is done last decides something: repetitions are run to their end, but decide nothing anew.
    private static Func<string> Both(World world, Action one, Action two, Func<string> seen)
    {
        var (done, last, choice) = (new Cell("done"), string.Empty, 0);
        world.Start("one", () => Do(one));
        world.Start("two", () => Do(two));
        return () => $"{seen()}; {last} last, {choice}";

        void Do(Action body)
        {
            body();
            if (done.Add(1) == 2)
            {
                (last, choice) = (SimTask.Current.Name, world.Choose(2));
            }
        }
    }

    private static void Ends(string[] seen, Func<World, Func<string>> program)
    {
        foreach (int? preemptions in new int?[] { 2, null })
        {
            var whole = Endings(program, Exhaustive with { MaxPreemptions = preemptions, IsReduced = false });
            Assert.Equal(seen.Order(StringComparer.Ordinal), whole.Select(ending => ending.Split(';')[0]).Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(whole, Endings(program, Exhaustive with { MaxPreemptions = preemptions }));
        }
    }

    private static SortedSet<string> Endings(Func<World, Func<string>> program, ExplorationOptions options)
    {
        var endings = new SortedSet<string>(StringComparer.Ordinal);
        var result = Explorer.Run(
            world =>
            {
                var ending = program(world);
                world.AtEnd(() => endings.Add(ending()));
            },
            options);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
        return endings;
    }

    private sealed class Memory : MemoryContext
    {
        protected override void OnVanish()
        {
        }
    }
}
