using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Locks that two edges hold in common: two threads cannot be in both at once, whatever else they take.</summary>
/// <remarks>
/// All that is held counts, the locks of the cycle too: held in a mode that excludes, nothing can be held by two of its threads. No cycle is lost by that:
/// where a thread holds a second lock of the cycle, its edge from that one closes a shorter cycle. Two readers keep nobody out.
/// </remarks>
internal static class Gates
{
    /// <summary>The surest gate between two edges.</summary>
    public static GateStrength Between(LockEdge left, LockEdge right)
    {
        var best = GateStrength.None;
        var isWithinOneClass = left.From.Lock.Class.Equals(left.To.Class);
        foreach (var one in Held(left))
        {
            foreach (var other in Held(right))
            {
                if (isWithinOneClass && ReferenceEquals(one, left.From) && ReferenceEquals(other, right.From))
                {
                    // These two are the two instances of the cycle, told apart by their roles.
                    continue;
                }

                var strength = Strength(left, one, right, other);
                best = strength > best ? strength : best;
            }
        }

        return best;
    }

    private static IEnumerable<HeldLock> Held(LockEdge edge) => edge.Gates.Prepend(edge.From);

    private static GateStrength Strength(LockEdge left, HeldLock one, LockEdge right, HeldLock other)
    {
        if (!one.Lock.Class.Equals(other.Lock.Class) || !LockModes.Exclude(one.Mode, other.Mode) || !LockInstances.CanBeSame(one.Lock, other.Lock))
        {
            return GateStrength.None;
        }

        var isSame = one.Lock.IsSameInstance(other.Lock)
            && (one.Lock.IsStatic || (one.Lock.Path.Root == PathRoot.This && HaveOneReceiver(left, right)));
        return isSame ? GateStrength.Proven : GateStrength.ClassLevel;
    }

    // The cycle needs the lock they meet at to be one instance; if both name it through `this`, the receivers are one object as well.
    private static bool HaveOneReceiver(LockEdge left, LockEdge right) =>
        (MeetAtThis(left.To, right.From.Lock) || MeetAtThis(right.To, left.From.Lock))
        && string.Equals(LockInstances.OwnerOf(left), LockInstances.OwnerOf(right), StringComparison.Ordinal);

    private static bool MeetAtThis(LockRef taken, LockRef held) => taken.Path.Root == PathRoot.This && taken.IsSameInstance(held);
}
