using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Who takes the same lock as last time is let through unexamined; nothing may differ from who is looked at each time.</summary>
public sealed class ShortWayTests
{
    private const int Steps = 300;
    private static readonly string[] Files = ["a.cs", "b.cs"];

    [Fact]
    public void Holds_and_reports_what_the_long_way_does()
    {
        var reports = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var maps = Maps();
            var (side, other) = (new Side(isWatched: false), new Side(isWatched: true));
            var random = new Random(seed);
            for (var step = 0; step < Steps; step++)
            {
                var act = Draw(random, maps);
                act(side);
                act(other);
                Assert.Equal(other.Seen(), side.Seen());
            }

            Assert.Equal(other.Told, side.Told);
            reports += side.Told.Count();
        }

        Assert.True(reports > 300, $"only {reports} reports: the programs say too little");
    }

    [Fact]
    public void Lets_most_of_a_loop_through_by_the_short_way()
    {
        var map = Maps()[0];
        var side = new Side(isWatched: false);
        side.Holder.Acquire(map, AcquireMode.Write, "a.cs", 1);
        Assert.True(side.Holder.TryRelease(map, AcquireMode.Write));
        Assert.True(side.Holder.TryAcquire(map, AcquireMode.Write, "a.cs", 1, out var position));
        Assert.False(side.Holder.TryReleaseAt(position, map, AcquireMode.Read));
        Assert.True(side.Holder.TryReleaseAt(position, map, AcquireMode.Write));
        Assert.False(side.Holder.TryAcquire(map, AcquireMode.Read, "a.cs", 1, out _));
        Assert.False(side.Holder.TryAcquire(map, AcquireMode.Write, "a.cs", 2, out _));
        Assert.Equal(2, side.Holder.Acquired);
    }

    // Two locks of each of three classes; one class spins.
    private static ulong[] Maps()
    {
        var classes = new[] { LockClass.Named(World.Fresh("a")), LockClass.Named(World.Fresh("b")), LockClass.Named(World.Fresh("c"), LockKind.Spin) };
        return [.. classes.SelectMany(one => new[] { one.NewLock().Bits, one.NewLock().Bits })];
    }

    // Small numbers of each, so that most of it comes again; a release is mostly of the innermost.
    private static Action<Side> Draw(Random random, ulong[] maps)
    {
        var map = maps[random.Next(maps.Length)];
        var role = new LockMap(map).As(random.Next(8) == 0 ? 1 : 0).Bits;
        var mode = new[] { AcquireMode.Write, AcquireMode.Write, AcquireMode.Read, AcquireMode.Try, AcquireMode.Write | AcquireMode.Again, AcquireMode.Upgradeable }[random.Next(6)];
        var (file, line) = (Files[random.Next(10) / 9], 1 + (random.Next(10) / 9));
        var shape = random.Next(10) == 0 ? AcquireMode.Read : mode & AcquireMode.Shape;
        return random.Next(40) switch
        {
            < 14 => side => side.Take(role, mode, file, line),
            < 30 => side => side.ReleaseInnermost(),
            < 34 => side => side.Holder.Release(map, shape, file, line),
            34 => side => side.Holder.Downgrade(map, new SourcePlace(file, line)),
            35 => side => side.Holder.Upgrade(map),
            36 => side => side.Toggle(),
            37 => side => side.EndSection(),
            38 => side => side.EnterHandler(),
            _ => side => side.LeaveHandler(),
        };
    }

    private sealed class Side
    {
        private readonly CollectingSink _sink = new();
        private bool _isOff;
        private int _handlers;

        public Side(bool isWatched) => Holder = new(new LockValidator(_sink), "task", isWatched);

        public LockHolder Holder { get; }

        public IEnumerable<string> Told => _sink.Reports.Select(report => report.Identity);

        public void Take(ulong map, ulong mode, string file, int line)
        {
            if (Holder.Entries.Length < 12)
            {
                Holder.Acquire(map, mode, file, line);
            }
        }

        public void ReleaseInnermost()
        {
            if (Holder.Level.Length > 0)
            {
                var top = Holder.Level[^1];
                Holder.Release(top.Lock.Lock.Bits, top.Mode & AcquireMode.Shape, string.Empty, 0);
            }
        }

        public void Toggle()
        {
            _isOff = !_isOff;
            if (_isOff)
            {
                Holder.DisableHardIrqs();
            }
            else
            {
                Holder.EnableHardIrqs(default);
            }
        }

        public void EnterHandler()
        {
            if (_handlers < 2)
            {
                _handlers++;
                Holder.EnterHandler(isHard: false);
            }
        }

        public void LeaveHandler()
        {
            if (_handlers > 0)
            {
                _handlers--;
                Holder.LeaveHandler(isHard: false, default, isSilent: true);
            }
        }

        public void EndSection()
        {
            if (_handlers == 0)
            {
                Holder.EndSection("The section", default);
            }
        }

        // All that anybody can ask: what is held, how, since where and how often.
        public string Seen() => string.Join('\n', Holder.Entries.ToArray().Select(one =>
            one.IsMark ? "mark" : $"{one.Lock}#{one.Lock.Instance} {one.Mode:x} {one.Context:x} {one.Place} x{one.Again}"))
            + $"\n{Holder.Acquired} {_sink.Reports.Count}";
    }
}
