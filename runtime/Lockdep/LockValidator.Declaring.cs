using System.Reflection;
using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>Orders that are known before anybody follows them.</summary>
public sealed partial class LockValidator
{
    /// <summary>
    /// Checks against what an assembly declares: <see cref="LockOrderAttribute"/>, <see cref="LockOrderChainAttribute"/>, ranks. Pairs of
    /// <see cref="AllowLockOrderAttribute"/> on the assembly are left out of the validation.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    public void Declare(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var locks = LockDeclarations.In(assembly).ToList();
        foreach (var allowed in assembly.GetCustomAttributes<AllowLockOrderAttribute>())
        {
            lock (_gate)
            {
                _graph.Allow(allowed.Held, allowed.Acquired);
            }
        }

        foreach (var chain in assembly.GetCustomAttributes<LockOrderChainAttribute>())
        {
            DeclareOrder([.. chain.Locks]);
        }

        foreach (var (lockClass, orders, owner) in locks)
        {
            foreach (var order in orders)
            {
                if (order.Before is { } inner)
                {
                    Declare(lockClass, LockDeclarations.Resolve(inner, owner));
                }

                if (order.After is { } outer)
                {
                    Declare(LockDeclarations.Resolve(outer, owner), lockClass);
                }
            }
        }

        DeclareRanks(locks.ConvertAll(one => one.Class));
    }

    /// <summary>Declares an order of classes by name, outermost first.</summary>
    /// <param name="locks">Names of classes.</param>
    public void DeclareOrder(params string[] locks)
    {
        ArgumentNullException.ThrowIfNull(locks);
        for (var i = 1; i < locks.Length; i++)
        {
            Declare(LockDeclarations.Resolve(locks[i - 1], typeof(object)), LockDeclarations.Resolve(locks[i], typeof(object)));
        }
    }

    private void DeclareRanks(IEnumerable<LockClass> classes)
    {
        // Ranks are compared within one area: names that are equal up to the first dot.
        foreach (var area in classes.Distinct().Where(one => one.Rank != 0).GroupBy(one => one.Name.Split('.')[0], StringComparer.Ordinal))
        {
            var ranks = area.GroupBy(one => one.Rank).OrderBy(rank => rank.Key).Select(rank => rank.ToList()).ToList();
            for (var i = 1; i < ranks.Count; i++)
            {
                ranks[i - 1].ForEach(outer => ranks[i].ForEach(inner => Declare(outer, inner)));
            }
        }
    }

    private void Declare(LockClass outer, LockClass inner)
    {
        lock (_gate)
        {
            var (from, to) = (_graph.Node(outer.Number * LockClass.MaxSubclasses), _graph.Node(inner.Number * LockClass.MaxSubclasses));
            if (outer != inner && _graph.Find(from.Number, to.Number) is null)
            {
                // Declared for every way of taking the two: the strongest kind.
                _graph.Add(new LockEdge(from, to) { IsDeclared = true, Kinds = EdgeKinds.ExclusiveThenQueueing | EdgeKinds.SharedThenQueueing });
            }
        }
    }
}
