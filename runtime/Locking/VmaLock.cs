using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>The lock of one VMA: readers that never wait, and writers that wait for them and are released all at once.</summary>
/// <remarks>
/// The count: 0 detached; else 1 for being attached, 1 for each reader, and <c>1 &lt;&lt; 30</c> while a writer waits for readers to leave.
/// <para>
/// | access | pairs with | order |
/// | reader adds itself (full fence), then reads both numbers | writer adds the flag (full fence), then waits, then sets the VMA's number | one of the two sees the other |
/// | reader leaves (full fence) | writer's look at the count | what the reader did is done before the writer starts |
/// | writer sets the VMA's number (release) | second look of a reader | a reader that got in before sees it or was waited for |
/// | <see cref="VmaLockDomain.EndWrites"/> (full fence) | first look of a reader | a reader that gets in sees what the writer wrote |
/// </para>
/// For the validator the read side is a try (no edge into it, edges out of it), and the write side is held only while it waits.
/// </remarks>
[LockClass("vma_lock", Reentrant = true)]
[NestsUnder("VmaLockDomain.MmapLock")]
public sealed class VmaLock
{
    private const long WriterFlag = 1 << 30;
    private const long MaxReaders = WriterFlag - 2;

    private readonly bool _looksAgain;
    private readonly ulong _readMap;
    private readonly ulong _writeMap;
    private Shared<VmaLockDomain> _domain;
    private SharedWord _count;
    private SharedWord _sequence;

    /// <summary>The lock of a VMA that is in no tree yet.</summary>
    /// <param name="domain">Its address space.</param>
    /// <param name="name">Area of its two classes, <c>name.read</c> and <c>name.write</c>.</param>
    public VmaLock(VmaLockDomain domain, string name = "vma_lock")
        : this(domain, name, looksAgain: true)
    {
    }

    // Without the second look at the numbers it is wrong: for the test that shows it.
    internal VmaLock(VmaLockDomain domain, string name, bool looksAgain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        (_domain, _looksAgain) = (new(domain), looksAgain);
        _readMap = Seam.On ? LockMap.Create(name + ".read", LockKind.Sleep, string.Empty, 0, string.Empty).Bits : 0;
        _writeMap = Seam.On ? LockMap.Create(name + ".write", LockKind.Sleep, string.Empty, 0, string.Empty).Bits : 0;
    }

    /// <summary>Whether it is in a tree, so that readers can find it.</summary>
    public bool IsAttached => _count.Read(this) != 0;

    /// <summary>Whether it is write-locked. Only the writer itself, who holds the address space, can rely on it.</summary>
    public bool IsWriteLocked => _sequence.Read(this) == _domain.Read(this).Sequence();

    /// <summary>Readers can find it from now. The caller has it to itself.</summary>
    public void Attach() =>

        // Pairs with TryStartRead: who counts itself in sees the VMA complete.
        _count.Add(this, 1);

    /// <summary>Takes it for reading if no writer has it. Does not wait. The caller is in an RCU read section, in which it found the VMA.</summary>
    /// <param name="expected">The address space in which it was found.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it is held.</returns>
    [Acquires("this", LockMode.Read, OnResult = nameof(VmaReadResult.Held), AsTry = true), MustCheck]
    public VmaReadResult TryStartRead(VmaLockDomain expected, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(expected);

        // Looked at first only to spare the count: the look that counts is the second.
        if (_sequence.Read(this) == expected.Sequence())
        {
            return VmaReadResult.Contended;
        }

        for (var count = _count.Read(this); ; count = _count.Read(this))
        {
            if (count is 0 or >= MaxReaders)
            {
                return count == 0 ? VmaReadResult.Detached : VmaReadResult.Contended;
            }

            if (_count.CompareExchange(this, count + 1, count) == count)
            {
                break;
            }
        }

        // The memory may have become a VMA of another address space since it was found; and a writer may have come before we were counted.
        if (_domain.Read(this) != expected || (_looksAgain && _sequence.Read(this) == expected.Sequence()))
        {
            Leave();
            return VmaReadResult.Contended;
        }

        if (Seam.On)
        {
            SimTask.Current.Held.Acquire(_readMap, AcquireMode.Read | AcquireMode.Try, file, line);
        }

        return VmaReadResult.Held;
    }

    /// <summary>Ends reading. Does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws, and the task does not read.</exception>
    [Releases("this", LockMode.Read)]
    public void EndRead([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.Release(_readMap, AcquireMode.Read, file, line);
        }

        Leave();
    }

    /// <summary>Takes it for writing, until <see cref="VmaLockDomain.EndWrites"/>. Needs the address space for writing; sleeps until readers are gone.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this"), RequiresLock("VmaLockDomain.MmapLock")]
    public void StartWrite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (BeginWrite(file, line) is { } domain)
        {
            domain.Writers.Wait(this, static vma => vma.IsAlone(), file, line);
            FinishWrite(domain);
        }
    }

    /// <summary>As <see cref="StartWrite"/>, unless the task is killed before readers are gone.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it is held.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the lock is not taken.</exception>
    [Acquires("this", OnTrue = "return"), RequiresLock("VmaLockDomain.MmapLock"), MustCheck]
    public bool StartWriteKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (BeginWrite(file, line) is not { } domain)
        {
            return true;
        }

        if (domain.Writers.WaitKillable(this, static vma => vma.IsAlone(), file, line))
        {
            FinishWrite(domain);
            return true;
        }

        _count.Add(this, -WriterFlag);
        return false;
    }

    /// <summary>Takes it out of reach of new readers, and sleeps until those that are just looking have left. Needs it write-locked, or never attached.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Sleeps]
    public void Detach([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var domain = _domain.Read(this);

        // Readers that are just looking see the flag and wake us.
        _count.Add(this, WriterFlag - 1);
        domain.Writers.Wait(this, static vma => vma._count.Read(vma) == WriterFlag, file, line);
        _count.Add(this, -WriterFlag);
    }

    /// <summary>Makes it the lock of another VMA, perhaps of another address space. It is detached; readers of the old one may still look at it.</summary>
    /// <param name="domain">The new address space.</param>
    public void Recycle(VmaLockDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);

        // Pairs with the second look of TryStartRead: the new owner is there before the VMA can be attached again.
        _sequence.Write(this, 0);
        _domain.Write(this, domain);
    }

    // Null if it is write-locked already.
    private VmaLockDomain? BeginWrite(string file, int line)
    {
        var domain = _domain.Read(this);
        domain.MmapLock.AssertHeld(LockMode.Write, file, line);
        if (_sequence.Read(this) == domain.Sequence())
        {
            return null;
        }

        if (Seam.On)
        {
            var held = SimTask.Current.Held;
            held.AssertNotHeld(_readMap, new SourcePlace(file, line));
            held.MightLock(_writeMap, AcquireMode.Write, file, line);
        }

        _count.Add(this, WriterFlag);
        return domain;
    }

    private void FinishWrite(VmaLockDomain domain)
    {
        // Before the flag goes, lest a reader get in between.
        _sequence.Write(this, domain.Sequence());
        _count.Add(this, -WriterFlag);
    }

    // Attached, or (for a VMA that is not published yet) not: and no reader.
    private bool IsAlone() => _count.Read(this) is WriterFlag or WriterFlag + 1;

    private void Leave()
    {
        var count = _count.Add(this, -1);
        if ((count & WriterFlag) != 0 && count <= WriterFlag + 1)
        {
            // The domain of now, not of when we came in: that is whose writer waits.
            _domain.Read(this).Writers.WakeAll();
        }
    }
}
