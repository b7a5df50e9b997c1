using MmRuntime.Cpus;
using MmRuntime.Exploration;
using MmRuntime.Tests.Exploration;
using MmRuntime.Tests.PageTables;

namespace MmRuntime.Tests.Cpus;

/// <summary>What a processor throws away when it is told that translations are void, and what it does about those it was not told of.</summary>
public sealed class FlushTests
{
    private static readonly ExplorationOptions Exhaustive = new() { Strategy = SearchStrategy.Exhaustive, MaxPreemptions = 2, MaxExecutions = 200_000 };

    private readonly World _world = new();
    private readonly Owner _owner = new();
    private readonly Cpu _cpu = new(0);

    [Fact]
    public void A_flush_throws_away_the_pages_of_its_range_and_no_others() => Loaded(() =>
    {
        var generation = _owner.RaiseTlbGeneration();
        _cpu.FlushTlb(_owner, generation, 0x3000, 2);
        Assert.Equal([0, 1, 2, 5, 6, 7], Cached());
        Assert.Equal((1L, 2L), (_cpu.Tlb.Flushes, _cpu.Tlb.PagesFlushed));
        _cpu.FlushTlb(_owner, _owner.RaiseTlbGeneration(), 0x0, 1);
        Assert.Equal([1, 2, 5, 6, 7], Cached());
    });

    [Fact]
    public void A_flush_of_no_range_throws_everything_away() => Loaded(() =>
    {
        _cpu.FlushTlb(_owner, _owner.RaiseTlbGeneration(), 0x3000, 0);
        Assert.Empty(Cached());
        Assert.Equal((2L, 0L), (_cpu.Tlb.Flushes, _cpu.Tlb.PagesFlushed));
    });

    [Fact]
    public void Who_has_missed_a_flush_throws_everything_away_and_has_then_seen_them_all() => Loaded(() =>
    {
        var first = _owner.RaiseTlbGeneration();
        var second = _owner.RaiseTlbGeneration();
        var third = _owner.RaiseTlbGeneration();
        _cpu.FlushTlb(_owner, second, 0x3000, 1);
        Assert.Empty(Cached());
        Fill();
        Assert.All([first, second, third], generation =>
        {
            _cpu.FlushTlb(_owner, generation, 0x3000, 1);
            Assert.Equal(8, Cached().Count);
        });
        _cpu.FlushTlb(_owner, _owner.RaiseTlbGeneration(), 0x3000, 1);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], Cached());
        Assert.Equal((2L, 1L), (_cpu.Tlb.Flushes, _cpu.Tlb.PagesFlushed));
    });

    [Fact]
    public void Flushes_that_come_in_the_wrong_order_lose_nothing() => Loaded(() =>
    {
        var (first, second) = (_owner.RaiseTlbGeneration(), _owner.RaiseTlbGeneration());
        _cpu.FlushTlb(_owner, first, 0x1000, 1);
        Assert.Equal([0, 2, 3, 4, 5, 6, 7], Cached());
        _cpu.FlushTlb(_owner, second, 0x2000, 1);
        Assert.Equal([0, 3, 4, 5, 6, 7], Cached());
        _cpu.FlushTlb(_owner, first, 0x3000, 1);
        Assert.Equal([0, 3, 4, 5, 6, 7], Cached());
    });

    [Fact]
    public void A_flush_of_another_memory_throws_nothing_away() => Loaded(() =>
    {
        var other = new Owner();
        _cpu.FlushTlb(other, other.RaiseTlbGeneration() + 5, 0, 0);
        Assert.Equal(8, Cached().Count);
    });

    [Fact]
    public void Memory_that_is_loaded_in_place_of_another_starts_with_nothing_and_at_its_own_generation() => Loaded(() =>
    {
        var other = new Owner();
        other.RaiseTlbGeneration();
        other.RaiseTlbGeneration();
        other.Use(() =>
        {
            Assert.Empty(Cached());
            Fill();
            _cpu.FlushTlb(other, other.TlbGeneration, 0, 0);
            Assert.Equal(8, Cached().Count);
            _cpu.FlushTlb(other, other.RaiseTlbGeneration(), 0, 1);
            Assert.Equal(7, Cached().Count);
        });
        Assert.Empty(Cached());
    });

    [Fact]
    public void Memory_that_was_let_go_and_comes_back_starts_with_nothing() => Loaded(() => { }, () =>
    {
        Assert.True(_cpu.DropBorrowed());
        _owner.Use(() => Assert.Empty(Cached()));
    });

    [Fact]
    public void Borrowed_memory_stays_cached_until_its_generation_has_changed() => Loaded(() => { }, () =>
    {
        Assert.True(_cpu.IsMemoryBorrowed);
        _owner.Use(() => Assert.Equal(8, Cached().Count));
        Assert.True(_cpu.IsMemoryBorrowed);
        _owner.RaiseTlbGeneration();
        Assert.Equal(8, Cached().Count);
        _owner.Use(() =>
        {
            Assert.Empty(Cached());
            Fill();

            // And that has been seen: the next flush is the next generation.
            _cpu.FlushTlb(_owner, _owner.RaiseTlbGeneration(), 0x3000, 1);
            Assert.Equal(7, Cached().Count);
        });
    });

    [Fact]
    public void A_flush_of_borrowed_memory_throws_everything_away() => Loaded(() => { }, () =>
    {
        _cpu.FlushTlb(_owner, _owner.RaiseTlbGeneration(), 0x3000, 1);
        Assert.Empty(Cached());
        var flushes = _cpu.Tlb.Flushes;
        _owner.Use(() => { });
        Assert.Equal(flushes, _cpu.Tlb.Flushes);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_borrows_need_not_be_told_if_it_looks_when_the_memory_is_its_own_again(bool catchesUp)
    {
        var result = Explorer.Run(
            world =>
            {
                var (owner, sender, target) = (new Owner(), new Cpu(0), new Cpu(1, isFenced: true, catchesUp: catchesUp));
                var (mapping, isGone) = (new Cell("mapping"), new Cell("gone"));
                target.Run(() => owner.Use(() => target.Tlb.Fill(0, 1)));
                mapping.Value = 1;
                world.Start("target", () => target.Run(() => owner.Use(() =>
                {
                    target.BeginAccess();
                    var frame = target.Tlb.TryFind(0, out var cached) ? (long)cached : mapping.Value;
                    world.Check(frame != 1 || isGone.Value == 0, "nothing stale is used");
                    target.EndAccess();
                })));
                world.Start("sender", () => sender.Run(() =>
                {
                    mapping.Value = 2;
                    var generation = owner.RaiseTlbGeneration();
                    if (!target.IsMemoryBorrowed)
                    {
                        sender.Interrupt([target], cpu => cpu.FlushTlb(owner, generation, 0, 1));
                    }

                    isGone.Value = 1;
                }));
            },
            Exhaustive);
        Assert.Equal(catchesUp, result.IsPassed);
        Assert.True(!catchesUp || result.IsComplete, result.ToString());
        Assert.All(result.Failures, failure => Assert.Contains("nothing stale is used", failure.Report, StringComparison.Ordinal));
    }

    [Fact]
    public void A_processor_that_loads_memory_while_it_is_flushed_uses_nothing_stale()
    {
        var result = Explorer.Run(
            world =>
            {
                var (owner, sender, target) = (new Owner(), new Cpu(0), new Cpu(1));
                var (mapping, isGone) = (new Cell("mapping"), new Cell("gone"));
                mapping.Value = 1;
                world.Start("target", () => target.Run(() => owner.Use(() =>
                {
                    for (var i = 0; i < 2; i++)
                    {
                        target.BeginAccess();
                        if (!target.Tlb.TryFind(0, out var frame))
                        {
                            target.Tlb.Fill(0, frame = (ulong)mapping.Value);
                        }

                        world.Check(frame != 1 || isGone.Value == 0, "nothing stale is used");
                        target.EndAccess();
                    }
                })));
                world.Start("sender", () => sender.Run(() =>
                {
                    mapping.Value = 2;
                    var generation = owner.RaiseTlbGeneration();
                    if ((owner.LoadedOn & 2) != 0)
                    {
                        sender.Interrupt([target], cpu => cpu.FlushTlb(owner, generation, 0, 1));
                    }

                    isGone.Value = 1;
                }));
            },
            Exhaustive);
        Assert.True(result.IsPassed && result.IsComplete, result.ToString());
    }

    // Eight pages are cached, of memory that is loaded first, and then, unless something else was loaded, borrowed.
    private void Loaded(Action body, Action? after = null) => _world.Run(() => _cpu.Run(() =>
    {
        _owner.Use(() =>
        {
            Fill();
            body();
        });
        after?.Invoke();
    }));

    private void Fill()
    {
        for (var page = 0UL; page < 8; page++)
        {
            _cpu.Tlb.Fill(page << 12, page);
        }
    }

    private List<int> Cached() => [.. Enumerable.Range(0, 8).Where(page => _cpu.Tlb.TryFind((ulong)page << 12, out _))];
}
