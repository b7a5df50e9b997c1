using System.Reflection;
using MmRuntime.Annotations;
using MmRuntime.Deferred;
using MmRuntime.Locking;

namespace MmRuntime.Tests.Locking;

/// <summary>What the analyzers are told of the runtime's operations.</summary>
public sealed class AnnotationTests
{
    [Theory]
    [InlineData(typeof(VmaLock), nameof(VmaLock.TryStartRead), typeof(AcquiresAttribute))]
    [InlineData(typeof(VmaLock), nameof(VmaLock.EndRead), typeof(ReleasesAttribute))]
    [InlineData(typeof(VmaLock), nameof(VmaLock.StartWrite), typeof(AcquiresAttribute))]
    [InlineData(typeof(VmaLock), nameof(VmaLock.StartWrite), typeof(RequiresLockAttribute))]
    [InlineData(typeof(VmaLock), nameof(VmaLock.StartWriteKillable), typeof(AcquiresAttribute))]
    [InlineData(typeof(VmaLock), nameof(VmaLock.Detach), typeof(SleepsAttribute))]
    [InlineData(typeof(VmaLockDomain), nameof(VmaLockDomain.EndWrites), typeof(ReleasesAllAttribute))]
    [InlineData(typeof(SeqCount), nameof(SeqCount.BeginRead), typeof(ExcludesLockAttribute))]
    [InlineData(typeof(SeqCount), nameof(SeqCount.BeginWrite), typeof(AcquiresAttribute))]
    [InlineData(typeof(SeqCount), nameof(SeqCount.EndWrite), typeof(ReleasesAttribute))]
    [InlineData(typeof(Completion), nameof(Completion.Promise), typeof(AcquiresAttribute))]
    [InlineData(typeof(Completion), nameof(Completion.WaitKillable), typeof(ExcludesLockAttribute))]
    [InlineData(typeof(Completion.Pledge), nameof(Completion.Pledge.Dispose), typeof(ReleasesAttribute))]
    [InlineData(typeof(Spinlock), nameof(Spinlock.EnterIfDifferent), typeof(AcquiresAttribute))]
    [InlineData(typeof(WordLock), nameof(WordLock.EnterKillable), typeof(AcquiresAttribute))]
    [InlineData(typeof(WordLock), nameof(WordLock.HandOff), typeof(HandsOffAttribute))]
    [InlineData(typeof(WorkItem), nameof(WorkItem.Queue), typeof(RunsCallbackAttribute))]
    [InlineData(typeof(DelayedWork), nameof(DelayedWork.Requeue), typeof(RunsCallbackAttribute))]
    [InlineData(typeof(KernelTimer), nameof(KernelTimer.Arm), typeof(RunsCallbackAttribute))]
    public void Operations_say_what_they_do_to_locks(Type type, string member, Type attribute) =>
        Assert.True(type.GetMethod(member)!.IsDefined(attribute, inherit: true), $"{type.Name}.{member} lacks {attribute.Name}");

    [Fact]
    public void What_acquires_by_a_guard_returns_one()
    {
        var all = typeof(Spinlock).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(AcquiresAttribute)) && method.ReturnType.IsByRefLike).ToList();
        Assert.True(all.Count > 30, $"only {all.Count}");
        Assert.All(all, method => Assert.True(method.ReturnType.IsDefined(typeof(GuardAttribute)), $"{method.DeclaringType}.{method.Name}"));
        Assert.All(all, method => Assert.True(method.ReturnType.GetMethod("Dispose")!.IsDefined(typeof(ReleasesAttribute)), $"{method.DeclaringType}.{method.Name}"));
    }
}
