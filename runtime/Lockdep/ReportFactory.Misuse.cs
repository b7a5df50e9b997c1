namespace MmRuntime.Lockdep;

/// <summary>Reports about what one task does to its own locks.</summary>
internal static partial class ReportFactory
{
    /// <summary>A release, or a change of mode, that does not fit what is held.</summary>
    public static LockdepReport BadRelease(LockHolder stack, LockMap map, SourcePlace place, string what) =>
        OfTask(stack, ReportKind.BadRelease, map, place, $"{what}: '{map}' #{map.Instance}");

    /// <summary>A lock is needed and not held.</summary>
    public static LockdepReport NotHeld(LockHolder stack, LockMap map, SourcePlace place, string what) =>
        OfTask(stack, ReportKind.NotHeld, map, place, $"'{map}' #{map.Instance} {what}");

    /// <summary>A lock is held that must not be.</summary>
    public static LockdepReport HeldUnexpectedly(LockHolder stack, LockMap map, SourcePlace place) =>
        OfTask(stack, ReportKind.HeldUnexpectedly, map, place, $"'{map}' #{map.Instance} is held where it must not be");

    /// <summary>An edge between contexts that was not crossed in the other direction.</summary>
    public static LockdepReport WrongContext(LockHolder stack, SourcePlace place, string what) =>
        OfTask(stack, ReportKind.WrongContext, null, place, what);

    /// <summary>Something that may sleep where nothing may.</summary>
    /// <param name="stack">The task.</param>
    /// <param name="what">What it is about to do.</param>
    /// <param name="acquisition">The acquisition that may sleep, if it is one.</param>
    /// <param name="place">Where.</param>
    public static LockdepReport SleepInAtomic(LockHolder stack, string what, Acquisition? acquisition, SourcePlace place)
    {
        var spinning = stack.FindSpinning();
        var why = (stack.Context & ContextBits.Atomic) != 0 ? ContextBits.Describe(stack.Context)
            : $"under '{stack.Entries[spinning].Lock}'{Since(stack.Entries[spinning])}, whose waiters spin";
        var calls = acquisition?.Calls ?? CallerFrames.Capture();
        string?[] locks = [spinning >= 0 ? stack.Entries[spinning].Lock.ToString() : null, acquisition?.Node.Name];
        return new LockdepReport(
            ReportKind.SleepInAtomic,
            $"{ReportKind.SleepInAtomic} {string.Join(' ', locks)} {(acquisition is null ? place : string.Empty)} {stack.Context}",
            $"Sleeps: '{CallerFrames.MemberOf(calls)}' {what} {why}{Place(place)}")
        {
            Task = stack.Name,
            Locks = [.. locks.OfType<string>()],
            Held = Describe(stack.Entries),
            Place = place,
            Stack = CallerFrames.Write(calls),
        };
    }

    /// <summary>Locks left behind.</summary>
    public static LockdepReport HeldAtEnd(LockHolder stack, ReadOnlySpan<HeldLock> left, string who, SourcePlace place)
    {
        var held = Describe(left);
        return new LockdepReport(
            ReportKind.HeldAtEnd,
            $"{ReportKind.HeldAtEnd} {string.Join(' ', held.Select(one => $"{one.Name} {one.At}"))}",
            $"{who} '{stack.Name}' ends and still holds {string.Join(", ", held)}")
        {
            Task = stack.Name,
            Locks = [.. held.Select(one => one.Name)],
            Held = held,
            Place = place,
        };
    }

    private static LockdepReport OfTask(LockHolder stack, ReportKind kind, LockMap? map, SourcePlace place, string what)
    {
        var calls = CallerFrames.Capture();
        return new LockdepReport(kind, $"{kind} {map} {what} {place}", $"'{CallerFrames.MemberOf(calls)}'{Place(place)}: {what}")
        {
            Task = stack.Name,
            Locks = map is { } one ? [one.ToString()] : [],
            Held = Describe(stack.Entries),
            Place = place,
            Stack = CallerFrames.Write(calls),
        };
    }
}
