using System.Reflection;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

/// <summary>The table goes by name, so the names are compared with the framework's.</summary>
public sealed class LockTokensTests
{
    private static readonly Type[] Primitives =
    [
        typeof(Monitor), typeof(Lock), typeof(SpinLock), typeof(SemaphoreSlim), typeof(Semaphore), typeof(Mutex), typeof(ReaderWriterLockSlim), typeof(ReaderWriterLock),
    ];

    private static readonly string[] Verbs = ["Enter", "TryEnter", "Exit", "Wait", "Release", "Acquire", "Upgrade", "Downgrade"];

    private static readonly Dictionary<string, string> NotLocks = new(StringComparer.Ordinal)
    {
        ["WaitHandle"] = "a property, not a call",
        ["WaitAll"] = "waits, and leaves nothing that one call could release",
        ["WaitAny"] = "waits, and leaves nothing that one call could release",
        ["WaitingReadCount"] = "a statistic",
        ["WaitingWriteCount"] = "a statistic",
        ["WaitingUpgradeCount"] = "a statistic",
    };

    [Fact]
    public void Knows_every_acquire_and_release_of_the_primitives()
    {
        var missing = Primitives
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).OfType<MethodInfo>())
            .Where(method => !method.IsSpecialName && Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)))
            .Select(method => method.Name)
            .Distinct()
            .Where(name => !NotLocks.ContainsKey(name) && (LockTokens.KindOf(name) & TokenKinds.AnyLock) == TokenKinds.None);

        Assert.Empty(missing);
    }

    [Fact]
    public void Names_only_members_and_types_that_exist()
    {
        var known = new[] { typeof(Task), typeof(Task<int>), typeof(TaskFactory), typeof(Thread), typeof(WaitHandle), typeof(SpinWait), typeof(ParallelEnumerable) }
            .Concat(Primitives)
            .Concat([typeof(System.Runtime.CompilerServices.TaskAwaiter), typeof(System.Runtime.CompilerServices.MethodImplOptions)])
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy))
            .Select(member => member.Name)
            .Concat([nameof(Thread), nameof(Timer), nameof(PeriodicTimer), nameof(Parallel), nameof(ThreadPool), nameof(System.ComponentModel.BackgroundWorker)])
            .Concat(["BackgroundService", "IHostedService"]) // of Microsoft.Extensions.Hosting, which no test references
            .ToHashSet(StringComparer.Ordinal);

        Assert.Subset(known, LockTokens.All.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
