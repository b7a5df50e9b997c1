namespace MmRuntime.Lockdep;

/// <summary>A lock is taken that is held already, or another of its class.</summary>
internal static class NestingCheck
{
    /// <summary>Whether some lock of the class is held, in whatever role: then it matters which lock it is.</summary>
    public static bool HasClassTwice(LockHolder stack, in HeldLock taken)
    {
        var lockClass = taken.Lock.Class;
        foreach (ref readonly var held in stack.Entries)
        {
            if (!held.IsMark && held.Lock.Class == lockClass)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the very lock is held.</summary>
    public static bool HasLockTwice(LockHolder stack, in HeldLock taken) => stack.TryFind(taken.Lock.Bits, out _);

    /// <summary>Whether the class is ordered by keys, and one is held that has to come later: then it does not help that the chain is known.</summary>
    public static bool IsAgainstOrder(LockHolder stack, in HeldLock taken)
    {
        if (!taken.Lock.Class.IsOrdered || !AcquireMode.Waits(taken.Mode))
        {
            return false;
        }

        foreach (ref readonly var held in stack.Entries)
        {
            if (!held.IsMark && held.Lock.Node == taken.Lock.Node && !AreInOrder(held, taken))
            {
                return true;
            }
        }

        return false;
    }

    public static void Run(Acquisition acquisition)
    {
        var taken = acquisition.Taken;
        if (!AcquireMode.Waits(taken.Mode))
        {
            return;
        }

        foreach (var held in acquisition.Stack.Entries)
        {
            if (!held.IsMark && Judge(held, taken) is { } kind && !(kind == ReportKind.SameClassNesting && (AreInOrder(held, taken) || IsNested(acquisition.Stack, taken))))
            {
                acquisition.Found.Add(ReportFactory.Nesting(acquisition, held, kind));
                return;
            }
        }
    }

    // Equal keys say nothing: two threads could take the two in either order.
    private static bool AreInOrder(in HeldLock held, in HeldLock taken) => taken.Lock.Key is { } key && held.Lock.Key < key;

    private static ReportKind? Judge(in HeldLock held, in HeldLock taken)
    {
        if (AcquireMode.IsRecursiveRead(taken.Mode) && (held.Mode & AcquireMode.Read) != 0)
        {
            return null;
        }

        if (held.Lock.Lock == taken.Lock.Lock)
        {
            return JudgeSame(held.Mode & AcquireMode.Shape, taken.Mode & AcquireMode.Shape);
        }

        return held.Lock.Node == taken.Lock.Node ? ReportKind.SameClassNesting : null;
    }

    // An upgradeable holder may read and write: that is what it is for.
    private static ReportKind? JudgeSame(ulong held, ulong taken) => (held, taken) switch
    {
        (AcquireMode.Write, _) => ReportKind.SelfDeadlock,
        (AcquireMode.Upgradeable, AcquireMode.Upgradeable) => ReportKind.SelfDeadlock,
        (AcquireMode.Upgradeable, _) => null,
        (_, AcquireMode.Read) => ReportKind.ReadRecursion,
        _ => ReportKind.ReadToWriteUpgrade,
    };

    // Serialised by an outer lock: named at the call, or for good at the class.
    private static bool IsNested(LockHolder stack, in HeldLock taken)
    {
        if ((taken.Mode & AcquireMode.Nested) != 0)
        {
            return true;
        }

        var outers = taken.Lock.Class.NestsUnder;
        foreach (var held in stack.Entries)
        {
            if (outers.Count > 0 && !held.IsMark && AcquireMode.IsExclusive(held.Mode) && outers.Contains(held.Lock.Class.Name))
            {
                return true;
            }
        }

        return false;
    }
}
