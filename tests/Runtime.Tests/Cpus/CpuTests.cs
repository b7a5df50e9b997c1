using System.Diagnostics;
using MmRuntime.Cpus;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Cpus;

/// <summary>Interrupts between processors on real threads.</summary>
public sealed class CpuTests
{
    private readonly World _world = new();

    [Fact]
    public void Nothing_cached_is_used_after_the_flush_was_waited_for()
    {
        var target = new Cpu(1);
        Assert.Equal(0, Stress(target, isAway: false, rounds: 20_000, TimeSpan.FromSeconds(10)));
        Assert.Equal(0, Stress(target, isAway: true, rounds: 2_000, TimeSpan.FromSeconds(10)));
        Assert.True(target.Received > 0);
    }

    [Fact]
    public void Without_the_fence_the_same_stress_fails()
    {
        // Two threads have to run at the same time for a store to be late.
        if (Environment.ProcessorCount > 1)
        {
            Assert.NotEqual(0, Stress(new Cpu(1, isFenced: false), isAway: false, rounds: int.MaxValue, TimeSpan.FromMinutes(4)));
        }
    }

    [Fact]
    public void A_processor_that_nobody_runs_on_hangs_nobody_and_is_not_interrupted_by_itself()
    {
        var (cpu, other) = (new Cpu(0), new Cpu(1));
        var handled = new List<int>();
        _world.Run(() => cpu.Run(() => cpu.Interrupt([cpu, other], one => handled.Add(one.Number))));
        Assert.Equal([1], handled);
        Assert.Equal((1, 0, 1, 1), (cpu.Sent, cpu.Received, other.Received, other.AnsweredForUs));
    }

    [Fact]
    public void Interrupts_off_delay_the_handler()
    {
        var (cpu, other) = (new Cpu(0), new Cpu(1));
        var (isOff, handled, wasHandledEarly) = (false, false, false);
        _world.RunTogether(
            () => other.Run(() =>
            {
                SimTask.Current.DisableInterrupts();
                Volatile.Write(ref isOff, true);
                Thread.Sleep(30);
                wasHandledEarly = Volatile.Read(ref handled);
                SimTask.Current.EnableInterrupts();
            }),
            () =>
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref isOff));
                cpu.Interrupt([other], _ => Volatile.Write(ref handled, true));
            });
        Assert.Equal((false, true, 1), (wasHandledEarly, handled, other.Received));
    }

    [Fact]
    public void Refuses_to_interrupt_others_with_interrupts_off_or_inside_an_access()
    {
        var cpu = new Cpu(0);
        _world.Run(() => cpu.Run(() =>
        {
            SimTask.Current.DisableInterrupts();
            Assert.Throws<InvalidOperationException>(() => cpu.Interrupt([new Cpu(1)], _ => { }));
            SimTask.Current.EnableInterrupts();
            cpu.BeginAccess();
            Assert.Throws<InvalidOperationException>(() => cpu.Interrupt([new Cpu(1)], _ => { }));
            cpu.EndAccess();
        }));
    }

    // The target uses a cached translation; the sender takes the frame away, has the cache flushed, and then declares the frame gone. Stops at the first stale use.
    private int Stress(Cpu target, bool isAway, int rounds, TimeSpan limit)
    {
        var sender = new Cpu(0);
        var isGone = new bool[64];
        var (mapping, cached, stale, isOver) = (1, 0, 0, false);
        _world.RunTogether(
            () => target.Run(() =>
            {
                for (var i = 0; !Volatile.Read(ref isOver); i++)
                {
                    target.BeginAccess();
                    var frame = cached != 0 ? cached : cached = Volatile.Read(ref mapping);

                    // Between the look at the tag and the use of the data the store of "in an access" has long become visible: too late.
                    Thread.SpinWait(3);
                    stale += Volatile.Read(ref isGone[frame]) ? 1 : 0;
                    target.EndAccess();
                    if (isAway && (i & 15) == 0)
                    {
                        Thread.Yield();
                    }
                }
            }),
            () => sender.Run(() =>
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < rounds && Stopwatch.GetElapsedTime(start) < limit && Volatile.Read(ref stale) == 0; i++)
                {
                    var old = mapping;
                    var next = 1 + (old % (isGone.Length - 1));
                    Volatile.Write(ref isGone[next], false);
                    Volatile.Write(ref mapping, next);
                    sender.Interrupt([target], _ => cached = 0);
                    Volatile.Write(ref isGone[old], true);
                }

                Volatile.Write(ref isOver, true);
            }));
        return stale;
    }
}
