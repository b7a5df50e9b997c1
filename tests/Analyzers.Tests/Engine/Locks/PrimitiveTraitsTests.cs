using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Tests.Engine.Locks;

/// <summary>What the table says of re-entry against what the framework does when it is tried.</summary>
public sealed class PrimitiveTraitsTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Monitor_counts() => AssertAgain(PrimitiveKind.Monitor, () =>
    {
        var gate = new object();
        Monitor.Enter(gate);
        return Monitor.TryEnter(gate, Short);
    });

    [Fact]
    public void Lock_counts() => AssertAgain(PrimitiveKind.Lock, () =>
    {
        var gate = new Lock();
        gate.Enter();
        return gate.TryEnter(Short);
    });

    [Fact]
    public void Mutex_counts() => AssertAgain(PrimitiveKind.Mutex, () =>
    {
        using var gate = new Mutex();
        gate.WaitOne();
        var again = gate.WaitOne(Short);
        gate.ReleaseMutex();
        gate.ReleaseMutex();
        return again;
    });

    [Fact]
    public void Semaphore_hangs() => AssertAgain(PrimitiveKind.SemaphoreSlim, () =>
    {
        using var gate = new SemaphoreSlim(1, 1);
        gate.Wait();
        return gate.Wait(Short);
    });

    [Fact]
    public void Old_semaphore_hangs() => AssertAgain(PrimitiveKind.Semaphore, () =>
    {
        using var gate = new Semaphore(1, 1);
        gate.WaitOne();
        return gate.WaitOne(Short);
    });

    [Theory]
    [InlineData(LockMode.Shared, LockMode.Shared, Reentry.Allowed, true)]
    [InlineData(LockMode.Exclusive, LockMode.Exclusive, Reentry.Allowed, true)]
    [InlineData(LockMode.Exclusive, LockMode.Shared, Reentry.Allowed, true)]
    [InlineData(LockMode.Shared, LockMode.Exclusive, Reentry.Unknown, false)]
    internal void Old_reader_writer_lock_counts_and_waits_for_its_own_reader(LockMode held, LockMode wanted, Reentry stated, bool isGranted)
    {
        var gate = new ReaderWriterLock();
        Take(gate, held);

        Assert.Equal(isGranted, Record.Exception(() => Take(gate, wanted)) is null);
        Assert.Equal(stated, PrimitiveTraits.Of(PrimitiveKind.ReaderWriterLock).Again(held, wanted));
    }

    private static void Take(ReaderWriterLock gate, LockMode mode)
    {
        if (mode == LockMode.Shared)
        {
            gate.AcquireReaderLock(Short);
        }
        else
        {
            gate.AcquireWriterLock(Short);
        }
    }

    [Fact]
    public void Spin_lock_hangs() => AssertAgain(PrimitiveKind.SpinLock, () =>
    {
        var gate = new SpinLock(enableThreadOwnerTracking: false);
        var first = false;
        gate.Enter(ref first);
        var second = false;
        gate.TryEnter(Short, ref second);
        return second;
    });

    [Theory]
    [InlineData(LockMode.Shared, LockMode.Shared)]
    [InlineData(LockMode.Exclusive, LockMode.Exclusive)]
    [InlineData(LockMode.Exclusive, LockMode.Shared)]
    [InlineData(LockMode.Exclusive, LockMode.Upgradeable)]
    [InlineData(LockMode.Upgradeable, LockMode.Upgradeable)]
    [InlineData(LockMode.Upgradeable, LockMode.Shared)]
    [InlineData(LockMode.Upgradeable, LockMode.Exclusive)]
    internal void Reader_writer_lock_does_as_the_table_says(LockMode held, LockMode wanted)
    {
        AssertReaderWriter(PrimitiveKind.ReaderWriterLockSlim, LockRecursionPolicy.NoRecursion, held, wanted);
        AssertReaderWriter(PrimitiveKind.RecursiveReaderWriterLockSlim, LockRecursionPolicy.SupportsRecursion, held, wanted);
    }

    [Theory]
    [InlineData(LockMode.Exclusive)]
    [InlineData(LockMode.Upgradeable)]
    internal void Upgrades_are_left_to_their_own_rule(LockMode wanted)
    {
        Assert.Equal(Reentry.Unknown, PrimitiveTraits.Of(PrimitiveKind.ReaderWriterLockSlim).Again(LockMode.Shared, wanted));
        Assert.Equal(Reentry.Unknown, PrimitiveTraits.Of(PrimitiveKind.RecursiveReaderWriterLockSlim).Again(LockMode.Shared, wanted));
    }

    [Fact]
    public void Table_has_a_row_for_each_kind_in_order() =>
        Assert.All(Enum.GetValues<PrimitiveKind>(), kind => Assert.Equal(kind, PrimitiveTraits.Of(kind).Kind));

    private static void AssertReaderWriter(PrimitiveKind kind, LockRecursionPolicy policy, LockMode held, LockMode wanted) => AssertAgain(kind, held, wanted, () =>
    {
        var gate = new ReaderWriterLockSlim(policy);
        return TryEnter(gate, held) && TryEnter(gate, wanted);
    });

    private static bool TryEnter(ReaderWriterLockSlim gate, LockMode mode) => mode switch
    {
        LockMode.Shared => gate.TryEnterReadLock(Short),
        LockMode.Upgradeable => gate.TryEnterUpgradeableReadLock(Short),
        _ => gate.TryEnterWriteLock(Short),
    };

    private static void AssertAgain(PrimitiveKind kind, Func<bool> takeTwice) => AssertAgain(kind, LockMode.Exclusive, LockMode.Exclusive, takeTwice);

    private static void AssertAgain(PrimitiveKind kind, LockMode held, LockMode wanted, Func<bool> takeTwice)
    {
        Reentry found;
        try
        {
            found = takeTwice() ? Reentry.Allowed : Reentry.Hangs;
        }
        catch (LockRecursionException)
        {
            found = Reentry.Throws;
        }

        Assert.Equal(PrimitiveTraits.Of(kind).Again(held, wanted), found);
    }
}
