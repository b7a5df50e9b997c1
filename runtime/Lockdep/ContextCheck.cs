using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>A lock of the wrong kind for where the task is.</summary>
internal static class ContextCheck
{
    public static void Run(Acquisition acquisition)
    {
        var (taken, stack) = (acquisition.Taken, acquisition.Stack);
        if (!AcquireMode.Waits(taken.Mode))
        {
            return;
        }

        var kind = taken.Lock.Class.Kind;
        if (kind == LockKind.Sleep && ((taken.Context & ContextBits.Atomic) != 0 || stack.FindSpinning() >= 0))
        {
            acquisition.Found.Add(ReportFactory.SleepInAtomic(stack, $"takes '{taken.Lock}', whose waiters sleep,", acquisition, acquisition.Place));
        }

        if (kind == LockKind.Spin && FindRaw(stack) is { } raw)
        {
            acquisition.Found.Add(ReportFactory.SpinUnderRaw(acquisition, raw));
        }
    }

    private static HeldLock? FindRaw(LockHolder stack)
    {
        foreach (var held in stack.Entries)
        {
            if (!held.IsMark && held.Lock.Class.Kind == LockKind.RawSpin)
            {
                return held;
            }
        }

        return null;
    }
}
