using System.Globalization;
using MmAnalyzers.Engine.Ordering;
using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>Reports about the order of locks. The lines begin as those of the analyzers' rules do.</summary>
internal static partial class ReportFactory
{
    /// <summary>A cycle, closed by an acquisition: the way leads from what is taken back to what is held.</summary>
    public static LockdepReport Cycle(Acquisition acquisition, HeldLock held, IReadOnlyList<LockEdge> way)
    {
        var legs = new List<ReportLeg> { Leg(acquisition, held) };
        legs.AddRange(way.Select(Leg));
        LockNode[] nodes = [acquisition.Graph.Node(held.Lock.Node), .. way.Select(edge => edge.From)];
        var kind = way.All(edge => edge.IsDeclared) ? ReportKind.DeclaredOrderInversion
            : nodes.Any(node => node.Class.Kind == LockKind.Pseudo) ? ReportKind.WaitCycle
            : ReportKind.LockOrderCycle;
        var headline = kind == ReportKind.DeclaredOrderInversion
            ? $"'{legs[0].Member}' holds '{legs[0].Held}'{Place(legs[0].HeldAt)} and takes '{legs[0].Taken}'{Place(legs[0].TakenAt)}, but the declared order is "
                + $"{string.Join(" -> ", legs.Skip(1).Select(leg => $"'{leg.Held}'").Append($"'{legs[^1].Taken}'"))}: a thread that keeps the order deadlocks with it"
            : Story.Prefix + Story.Threads(legs.Select(leg => Story.Thread(leg.Member, (leg.Held, Place(leg.HeldAt)), (leg.Taken, Place(leg.TakenAt)))));
        return new LockdepReport(kind, $"{kind} {Canonical(nodes)}", headline)
        {
            Task = acquisition.Stack.Name,
            Locks = [.. nodes.Select(node => node.Name)],
            Legs = legs,
            Held = Describe(acquisition.Stack.Entries),
            Place = acquisition.Place,
            Stack = CallerFrames.Write(acquisition.Calls),
        };
    }

    /// <summary>A lock, or one of its class, is held already.</summary>
    public static LockdepReport Nesting(Acquisition acquisition, HeldLock held, ReportKind kind)
    {
        var (member, name, since) = (CallerFrames.MemberOf(acquisition.Calls), acquisition.Node.Name, Since(held));
        var line = kind switch
        {
            ReportKind.ReadRecursion => $"Self-deadlock: '{member}' reads '{name}'{since} and reads it again{Place(acquisition.Place)}; a writer that comes in between waits for the first, and the second for the writer",
            ReportKind.ReadToWriteUpgrade => $"Upgrade: '{member}' holds the read lock of '{name}'{since} and takes its write lock{Place(acquisition.Place)}; a writer waits for all readers to leave, and this reader is one of them",
            ReportKind.SameClassNesting when acquisition.Node.Class.IsOrdered => $"Unordered: '{member}' holds '{name}' {Keyed(held.Lock)}{since} and takes '{name}' {Keyed(acquisition.Taken.Lock)}{Place(acquisition.Place)}, "
                + "but the order is that of ascending keys: a thread that keeps to it waits for this one, and this one for it",
            ReportKind.SameClassNesting => $"Unordered: '{member}' holds '{name}' #{held.Lock.Instance}{since} and takes '{name}' #{acquisition.Taken.Lock.Instance}{Place(acquisition.Place)}; a thread that comes with the two exchanged waits for this one, and this one for it",
            _ => $"Self-deadlock: '{member}' holds '{name}'{since} and acquires it again{Place(acquisition.Place)}; the holder waits for itself",
        };
        return About(acquisition, kind, $"{kind} {held.Lock.Node} {acquisition.Node.Number}", line, ([name], [Leg(acquisition, held)]));
    }

    /// <summary>A spinning lock under a raw one.</summary>
    public static LockdepReport SpinUnderRaw(Acquisition acquisition, HeldLock raw) => About(
        acquisition,
        ReportKind.WrongContext,
        $"raw {raw.Lock.Node} {acquisition.Node.Number}",
        $"Wrong context: '{CallerFrames.MemberOf(acquisition.Calls)}' holds the raw lock '{raw.Lock}'{Since(raw)} and takes '{acquisition.Node.Name}'{Place(acquisition.Place)}, which is not raw",
        ([raw.Lock.ToString(), acquisition.Node.Name], [Leg(acquisition, raw)]));

    /// <summary>One class is used in a handler and, with that interrupt on, elsewhere.</summary>
    public static LockdepReport InconsistentUse(Acquisition acquisition, int use, int opposite)
    {
        var node = acquisition.Node;
        var (seen, was) = (LockUsage.Describe(use), LockUsage.Describe(opposite));
        var line = $"Interrupt deadlock: '{node.Name}' is {seen}{Place(acquisition.Place)} and {was}{Place(node.Usage.PlaceOf(opposite))}: the handler waits for the code that it interrupts";
        return About(acquisition, ReportKind.InconsistentInterruptUse, $"{ReportKind.InconsistentInterruptUse} {node.Number} {Which(use)}", line, ([node.Name], []));
    }

    /// <summary>From a lock that handlers take, a way leads to one that is held with interrupts on.</summary>
    public static LockdepReport InterruptInversion(Acquisition acquisition, (LockNode Safe, LockNode Unsafe) ends, int use, IEnumerable<ReportLeg> way)
    {
        var (safe, holder) = ends;
        var line = $"Interrupt deadlock: '{safe.Name}' is taken by an interrupt handler, '{holder.Name}' is held with that interrupt on, and '{holder.Name}' is taken while '{safe.Name}' is held: "
            + $"one thread holds '{safe.Name}' and waits for '{holder.Name}', whose holder is interrupted and waits for '{safe.Name}'";
        var identity = $"{ReportKind.InterruptInversion} {safe.Number} {holder.Number} {Which(use)}";
        return About(acquisition, ReportKind.InterruptInversion, identity, line, ([safe.Name, holder.Name], [.. way]));
    }

    private static LockdepReport About(Acquisition acquisition, ReportKind kind, string identity, string line, (string[] Locks, ReportLeg[] Legs) of) => new(kind, identity, line)
    {
        Task = acquisition.Stack.Name,
        Locks = of.Locks,
        Legs = of.Legs,
        Held = Describe(acquisition.Stack.Entries),
        Place = acquisition.Place,
        Stack = CallerFrames.Write(acquisition.Calls),
    };

    /// <summary>What the task does now.</summary>
    public static ReportLeg Leg(Acquisition acquisition, HeldLock held) => new(
        CallerFrames.MemberOf(acquisition.Calls),
        acquisition.Stack.Name,
        held.Lock.ToString(),
        held.Place,
        acquisition.Node.Name,
        acquisition.Place,
        CallerFrames.Write(acquisition.Calls));

    /// <summary>What some task did before.</summary>
    public static ReportLeg Leg(LockEdge edge) => new(
        CallerFrames.MemberOf(edge.Stack), edge.Task, edge.From.Name, edge.HeldAt, edge.To.Name, edge.TakenAt, CallerFrames.Write(edge.Stack));

    // The same cycle, met at another of its edges, is the same problem.
    private static string Canonical(LockNode[] nodes)
    {
        var numbers = nodes.Select(node => node.Number).ToList();
        var first = numbers.IndexOf(numbers.Min());
        return string.Join('>', numbers.Skip(first).Concat(numbers.Take(first)).Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Which(int use) => (LockUsage.Opposites(use) & (LockUsage.InSoftIrq | LockUsage.SoftIrqsOn)) != 0 ? "soft" : "hard";

    private static List<HeldLockDescription> Describe(ReadOnlySpan<HeldLock> entries)
    {
        var held = new List<HeldLockDescription>();
        foreach (var entry in entries)
        {
            if (!entry.IsMark)
            {
                held.Add(new(entry.Lock.ToString(), entry.Lock.Instance, AcquireMode.Describe(entry.Mode), entry.Place));
            }
        }

        return held;
    }

    private static string Keyed(LockMap map) =>
        string.Create(CultureInfo.InvariantCulture, $"#{map.Instance} ({(map.Key is { } key ? $"{map.Class.OrderedBy ?? "key"} {key}" : $"no {map.Class.OrderedBy ?? "key"} known")})");

    private static string Since(in HeldLock held) => string.IsNullOrEmpty(held.File) ? string.Empty : $" since {held.Place}";

    private static string Place(SourcePlace place) => Story.Place(place.File, place.Line);
}
