using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>
/// A lock that a handler takes must be held with that interrupt off; and under it, no lock may be taken that is held elsewhere with that interrupt on.
/// </summary>
/// <remarks>
/// For inversions over several locks it does not matter how locks on the way were held: too strict only for reader-writer spinning locks, of which the runtime
/// has none.
/// </remarks>
internal static class UsageCheck
{
    public static void Run(Acquisition acquisition)
    {
        var node = acquisition.Node;

        // Only spinning locks are taken by handlers; a sleeping one there is reported as such.
        var added = node.Class.Kind is LockKind.Spin or LockKind.RawSpin ? LockUsage.Of(acquisition.Taken.Context, acquisition.Taken.Mode) & ~node.Usage.Bits : 0;
        for (var bits = added; bits != 0; bits &= bits - 1)
        {
            var bit = bits & -bits;
            if ((LockUsage.Opposites(bit) & node.Usage.Bits) is var opposite and not 0)
            {
                acquisition.Found.Add(ReportFactory.InconsistentUse(acquisition, bit, opposite & -opposite));
                continue;
            }

            // Whoever takes it in a handler looks for locks under it that are held with interrupts on; and the other way round.
            var isTakenInHandler = ((bit | (bit >> LockUsage.AsReader)) & (LockUsage.InHardIrq | LockUsage.InSoftIrq)) != 0;
            if (LockGraph.FindUse(node, isTakenInHandler, LockUsage.Opposites(bit)) is { } other)
            {
                acquisition.Found.Add(ReportFactory.InterruptInversion(
                    acquisition, isTakenInHandler ? (node, other.Node) : (other.Node, node), bit, other.Way.Select(ReportFactory.Leg)));
            }

            node.Usage.Add(bit, acquisition.Place);
        }
    }

    /// <summary>Whether a new edge would lead from a lock that handlers take to one that is held with interrupts on.</summary>
    public static LockdepReport? FindInversion(Acquisition acquisition, HeldLock held)
    {
        var outer = acquisition.Graph.Node(held.Lock.Node);
        for (var bit = LockUsage.InHardIrq; bit <= LockUsage.InSoftIrq << LockUsage.AsReader; bit <<= 2)
        {
            if (LockGraph.FindUse(outer, forward: false, bit) is { } safe
                && LockGraph.FindUse(acquisition.Node, forward: true, LockUsage.Opposites(bit)) is { } unsafeUse)
            {
                var way = safe.Way.Select(ReportFactory.Leg).Append(ReportFactory.Leg(acquisition, held)).Concat(unsafeUse.Way.Select(ReportFactory.Leg));
                return ReportFactory.InterruptInversion(acquisition, (safe.Node, unsafeUse.Node), bit, way);
            }
        }

        return null;
    }
}
