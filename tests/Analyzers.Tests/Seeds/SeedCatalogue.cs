using MmAnalyzers.Tests.Seeds.Shapes;

namespace MmAnalyzers.Tests.Seeds;

/// <summary>The exam that was written before the rules: shapes of real deadlocks. A shape that is missed stays in, unaltered.</summary>
internal static class SeedCatalogue
{
    public static IReadOnlyList<Seed> All { get; } =
    [
        LockInversion.Seed,
        OneCall.Seed,
        ThreeCalls.Seed,
        ThroughInterface.Seed,
        ThroughProperty.Seed,
        StaticMember.Seed,
        MonitorCalls.Seed,
        LockScopes.Seed,
        ReaderWriter.Seed,
        SemaphoreSync.Seed,
        SemaphoreAsync.Seed,
        MixedPrimitives.Seed,
        ThreeLocks.Seed,
        TwoInstances.Seed,
        SemaphoreReentry.Seed,
        SpinLockReentry.Seed,
        WriteInWrite.Seed,
        LeakOnReturn.Seed,
        LeakOnThrow.Seed,
        CancelAndWait.Seed,
        CallbackUnderLock.Seed,
        JoinUnderLock.Seed,
    ];
}
