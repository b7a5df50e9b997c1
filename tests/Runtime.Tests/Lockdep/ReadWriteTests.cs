using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Tests.Lockdep;

/// <summary>Cycles with readers: those that queue, those that overtake. Told to the validator directly, because overtaking readers are RCU's alone.</summary>
public sealed class ReadWriteTests
{
    private const ulong Queueing = AcquireMode.Read;
    private const ulong Overtaking = AcquireMode.Read | AcquireMode.Recursive;
    private readonly World _world = new();
    private readonly Dictionary<char, ulong> _maps = [];

    // W writes, R reads and queues, O reads and overtakes; two letters a lock, a bar between tasks.
    [Theory]
    [InlineData("WA WB|WB WA", true)]
    [InlineData("WA RB|WB RA", true)]
    [InlineData("RA WB|RB WA", true)]
    [InlineData("RA RB|RB RA", true)] // A writer that queues in between stops both.
    [InlineData("RA OB|RB OA", false)] // Nobody waits for a reader here.
    [InlineData("OA OB|OB OA", false)]
    [InlineData("WA OB|WB OA", true)]
    [InlineData("WA OB|RB WA", false)] // B is read by both: the first overtakes.
    [InlineData("WA OB|OB WA", false)]
    [InlineData("RA WB|WB OA", false)] // A is read by both.
    [InlineData("RA WB|WB RA", true)]
    [InlineData("WA OB|WB OC|WC OA", true)]
    [InlineData("WA OB|RB OC|WC OA", false)] // The cycle is cut at B.
    [InlineData("WA OB|RB OC|RC WA", false)]
    [InlineData("WA OB|RB OC|WB OC|WC OA", true)] // A second way, over a writer of B, closes it.
    public void Knows_which_cycles_can_wait(string programs, bool isCycle)
    {
        foreach (var program in programs.Split('|'))
        {
            var stack = new LockHolder(_world.Validator, "task");
            var words = program.Split(' ');
            foreach (var word in words)
            {
                stack.Acquire(Map(word[1]), ModeOf(word[0]), string.Empty, 0);
            }

            foreach (var word in words.Reverse())
            {
                stack.Release(Map(word[1]), ModeOf(word[0]) & AcquireMode.Shape, string.Empty, 0);
            }
        }

        Assert.Equal(isCycle ? [ReportKind.LockOrderCycle] : [], _world.Reports.Select(report => report.Kind));
    }

    [Theory]
    [InlineData(AcquireMode.Write, AcquireMode.Write, ReportKind.SelfDeadlock)]
    [InlineData(AcquireMode.Write, Queueing, ReportKind.SelfDeadlock)]
    [InlineData(AcquireMode.Write, Overtaking, ReportKind.SelfDeadlock)]
    [InlineData(Queueing, AcquireMode.Write, ReportKind.ReadToWriteUpgrade)]
    [InlineData(Queueing, Queueing, ReportKind.ReadRecursion)]
    [InlineData(Queueing, Overtaking, null)]
    [InlineData(Overtaking, Overtaking, null)]
    [InlineData(Overtaking, Queueing, ReportKind.ReadRecursion)]
    [InlineData(AcquireMode.Upgradeable, AcquireMode.Write, null)]
    [InlineData(AcquireMode.Upgradeable, Queueing, null)]
    [InlineData(AcquireMode.Upgradeable, AcquireMode.Upgradeable, ReportKind.SelfDeadlock)]
    [InlineData(Queueing, AcquireMode.Upgradeable, ReportKind.ReadToWriteUpgrade)]
    [InlineData(Queueing, Queueing | AcquireMode.Try, null)]
    [InlineData(AcquireMode.Write, AcquireMode.Try, null)]
    public void Knows_what_a_holder_may_take_again(ulong held, ulong taken, ReportKind? verdict)
    {
        // Twice, so that the second time comes from the cache.
        for (var i = 0; i < 2; i++)
        {
            var stack = new LockHolder(_world.Validator, "task");
            stack.Acquire(Map('A'), held, string.Empty, 0);
            stack.Acquire(Map('A'), taken, string.Empty, 0);
        }

        Assert.Equal(verdict is null ? [] : [verdict.Value], _world.Reports.Select(report => report.Kind).Distinct());
    }

    [Fact]
    public void Draws_edges_of_a_reader_after_a_downgrade()
    {
        var stack = new LockHolder(_world.Validator, "task");
        stack.Acquire(Map('A'), AcquireMode.Write, string.Empty, 0);
        stack.Downgrade(Map('A'), default);
        stack.Acquire(Map('B'), Overtaking, string.Empty, 0);
        stack.Release(Map('B'), AcquireMode.Read, string.Empty, 0);
        stack.Release(Map('A'), AcquireMode.Read, string.Empty, 0);
        stack.Acquire(Map('B'), AcquireMode.Write, string.Empty, 0);
        stack.Acquire(Map('A'), Overtaking, string.Empty, 0);
        Assert.Empty(_world.Reports);
    }

    private static ulong ModeOf(char letter) => letter switch
    {
        'W' => AcquireMode.Write,
        'R' => Queueing,
        _ => Overtaking,
    };

    private ulong Map(char letter)
    {
        if (!_maps.TryGetValue(letter, out var map))
        {
            _maps[letter] = map = LockClass.Named(World.Fresh("rw." + letter), LockKind.Sleep).NewLock().Bits;
        }

        return map;
    }
}
