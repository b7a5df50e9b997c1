using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What access paths say of the instances behind them when two different threads name them.</summary>
internal static class LockInstances
{
    /// <summary>Whether another thread can be expected to want this very lock.</summary>
    /// <remarks>
    /// Not a lock nobody else sees yet. And not a lock known by its type alone (<c>lock (parameter)</c>, <c>lock (list.SyncRoot)</c>): all of that type
    /// would count as one, and most cycles found that way are false.
    /// </remarks>
    public static bool IsContended(LockRef held) => held.Path.Root != PathRoot.Fresh
        && (!IsKnownByTypeAlone(held.Class) || held.IsStatic || (held.Path.Root == PathRoot.This && held.Path.Members.IsEmpty));

    /// <summary>Whether two refs of one class, named by different threads, can mean one instance.</summary>
    public static bool CanBeSame(LockRef left, LockRef right)
    {
        if (left.IsStatic && right.IsStatic)
        {
            return left.Path.Equals(right.Path);
        }

        // A static without members is the lock itself (or the type object): no instance's member is that. With members it may be a singleton's lock.
        return left.Path.Root != PathRoot.Fresh && right.Path.Root != PathRoot.Fresh
            && !(IsWholeStatic(left) && right.Path.IsKnown) && !(IsWholeStatic(right) && left.Path.IsKnown);
    }

    /// <summary>The type around a body, from the body's id: <c>this</c> means instances of it.</summary>
    public static string OwnerOf(LockEdge edge)
    {
        var id = edge.BodyId;
        var end = id.IndexOf('(');
        end = end < 0 ? id.Length : end;
        var dot = end == 0 ? -1 : id.LastIndexOf('.', end - 1);
        return dot < 0 ? id : id[..dot];
    }

    private static bool IsWholeStatic(LockRef held) => held.IsStatic && held.Path.Members.IsEmpty;

    // Properties of the framework are not declared with one lock in mind: every collection's SyncRoot is one symbol.
    private static bool IsKnownByTypeAlone(LockClass lockClass) => lockClass.IsWeak || lockClass.Id.StartsWith("P:System.", StringComparison.Ordinal);
}
