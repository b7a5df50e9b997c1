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
    /// <param name="left">What one thread does.</param>
    /// <param name="right">What the other does.</param>
    /// <param name="areTwo">Whether two paths surely end at two instances.</param>
    public static GateStrength Between(LockEdge left, LockEdge right, Func<AccessPath, AccessPath, bool> areTwo)
    {
        var best = GateStrength.None;

        // Indices, not sequences: of all code here this runs most often. What an edge is from stands at -1, before its gates.
        // Within one class, the two locks held are the two instances of the cycle, told apart by their roles: no gate.
        var first = left.From.Lock.Class.Equals(left.To.Class) ? 0 : -1;
        for (var i = -1; i < left.Gates.Length; i++)
        {
            for (var j = i < 0 ? first : -1; j < right.Gates.Length; j++)
            {
                var strength = Strength(left, Held(left, i), right, Held(right, j), areTwo);
                if (strength == GateStrength.Proven)
                {
                    return strength;
                }

                best = strength > best ? strength : best;
            }
        }

        return best;
    }

    private static HeldLock Held(LockEdge edge, int index) => index < 0 ? edge.From : edge.Gates[index];

    private static GateStrength Strength(LockEdge left, HeldLock one, LockEdge right, HeldLock other, Func<AccessPath, AccessPath, bool> areTwo)
    {
        if (!one.Lock.Class.Equals(other.Lock.Class) || !LockModes.Exclude(one.Mode, other.Mode) || !LockInstances.CanBeSame(one.Lock, other.Lock) || areTwo(one.Lock.Path, other.Lock.Path))
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
