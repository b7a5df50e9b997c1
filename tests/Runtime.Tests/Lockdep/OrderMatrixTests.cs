using MmRuntime.Lockdep;

namespace MmRuntime.Tests.Lockdep;

/// <summary>The selftest of the validator: each pattern on each kind of lock, run by one thread, so nothing ever really waits.</summary>
public sealed class OrderMatrixTests
{
    private static readonly (string Programs, ReportKind? Verdict, string Locks)[] Patterns =
    [
        // Orders that are kept.
        ("LA LB UB UA|LA LB UB UA", null, ""),
        ("LA LB LC UC UB UA|LA LC UC UA|LB LC UC UB", null, ""),
        ("LA LB UA UB|LA LB UB UA", null, ""),
        ("LA LB LC UB UC UA|LA LC UC UA", null, ""),
        ("LA UA LB UB|LB UB LA UA", null, ""),

        // Cycles of two, three and four, told in full.
        ("LA LB UB UA|LB LA UA UB", ReportKind.LockOrderCycle, "BA"),
        ("LA LB UB UA|LB LC UC UB|LC LA UA UC", ReportKind.LockOrderCycle, "CAB"),
        ("LA LB UB UA|LC LA UA UC|LB LC UC UB", ReportKind.LockOrderCycle, "BCA"),
        ("LA LB UB UA|LB LC UC UB|LC LD UD UC|LD LA UA UD", ReportKind.LockOrderCycle, "DABC"),
        ("LA LB UB UA|LC LD UD UC|LB LD UD UB|LD LA UA UD", ReportKind.LockOrderCycle, "DAB"),
        ("LA LB UB UA|LC LD UD UC|LB LC UC UB|LD LA UA UD", ReportKind.LockOrderCycle, "DABC"),

        // Out of one thread: released in between or not, the order counts.
        ("LA LB UA UB LB LA UB UA", ReportKind.LockOrderCycle, "BA"),
        ("LA LB LC UC UB UA LC LA UA UC", ReportKind.LockOrderCycle, "CA"),

        // The chain after a release out of order is the one that is left.
        ("LA LB UA LC UC UB|LC LB UB UC", ReportKind.LockOrderCycle, "CB"),
        ("LA LB UA LC UC UB|LC LA UA UC", ReportKind.LockOrderCycle, "CAB"),

        // Two of a class, and nothing says in which order.
        ("LA LA2 UA2 UA", ReportKind.SameClassNesting, "A"),

        // Misuse.
        ("LA UA UA", ReportKind.BadRelease, "A"),
        ("UA", ReportKind.BadRelease, "A"),
        ("LA UA2 UA", ReportKind.BadRelease, "A"),
    ];

    private static readonly (string Programs, ReportKind? Verdict, string Locks)[] TryPatterns =
    [
        // Who only tries does not wait: no edge into it.
        ("LA LB UB UA|LB TA UA UB", null, ""),
        ("LB TA UA UB|LA LB UB UA", null, ""),

        // But what is taken while it is held counts.
        ("LA LB UB UA|TB LA UA UB", ReportKind.LockOrderCycle, "BA"),
        ("TA LB UB UA|LB LA UA UB", ReportKind.LockOrderCycle, "BA"),
        ("LA TB LC UC UB UA|LC LB UB UC", ReportKind.LockOrderCycle, "CB"),
        ("LA TA2 UA2 UA", null, ""),
        ("TA LA2 UA2 UA", ReportKind.SameClassNesting, "A"),
    ];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var subject in Subject.All)
        {
            foreach (var pattern in subject.Make(LockClass.Named(World.Fresh("probe"), subject.Spins ? Annotations.LockKind.Spin : Annotations.LockKind.Sleep)).TryEnter is null ? Patterns : [.. Patterns, .. TryPatterns])
            {
                cells.Add(subject.Name, pattern.Programs, pattern.Verdict is null ? "silent" : $"{pattern.Verdict} {pattern.Locks}");
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Reports_what_the_pattern_deserves(string subject, string programs, string verdict)
    {
        var script = new Script(Subject.Named(subject));
        var report = script.Run(programs.Split('|'));
        Assert.Equal(verdict, report is null ? "silent" : $"{report.Kind} {string.Concat(report.Locks.Select(name => name[(name.LastIndexOf('.') + 1)..]))}");
    }

    public static TheoryData<string> Kinds() => [.. Subject.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reports_a_task_that_waits_for_itself(string name)
    {
        var subject = Subject.Named(name);
        var script = new Script(subject);
        var report = script.Run("LA LA UA UA");
        Assert.Equal(subject.IsReentrant ? null : subject.Reads ? ReportKind.ReadRecursion : ReportKind.SelfDeadlock, report?.Kind);
        Assert.Equal(subject.IsReentrant ? [] : [script.Name("A")], report?.Locks ?? []);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reports_a_task_that_waits_for_itself_each_time_lest_it_hang(string name)
    {
        var subject = Subject.Named(name);
        var script = new Script(subject);
        var world = new World();
        world.Refuse();
        var handle = subject.Make(LockClass.Named(World.Fresh("again"), subject.Spins ? Annotations.LockKind.Spin : Annotations.LockKind.Sleep));
        world.Run(() =>
        {
            for (var i = 0; i < 3 && !subject.IsReentrant && !subject.Reads; i++)
            {
                handle.Enter();
                Assert.Equal(ReportKind.SelfDeadlock, Assert.Throws<LockdepException>(handle.Enter).Report.Kind);
                handle.Exit();
            }
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reports_a_task_that_ends_with_the_lock(string name)
    {
        var subject = Subject.Named(name);
        var world = new World();
        var lockClass = LockClass.Named(World.Fresh("leak"), subject.Spins ? Annotations.LockKind.Spin : Annotations.LockKind.Sleep);
        world.Run(() => subject.Make(lockClass).Enter());
        var report = Assert.Single(world.Reports);
        Assert.Equal((ReportKind.HeldAtEnd, lockClass.Name), (report.Kind, Assert.Single(report.Locks)));
    }
}
