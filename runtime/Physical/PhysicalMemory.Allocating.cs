using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>Allocating.</summary>
public sealed partial class PhysicalMemory
{
    /// <summary>Bits that need more than a look at the processor's list.</summary>
    private const Gfp Special = Gfp.Account | Gfp.Dma32;

    // Generation, migrate type and zone: the zone has set the last two.
    private const long KeptOfTag = ~(0xffffL << 32);

    // Numbers for statistics.
    private long _lowHits;
    private long _minHits;
    private long _reclaimCalls;
    private long _failures;

    /// <summary>Allocates frames, of which the caller gets the one reference. Takes locks of the allocator; sleeps only if the request may free memory.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The first frame, with contents of zero; <see cref="Pfn.None"/> if there is no memory, or no charge for it.</returns>
    /// <exception cref="MmUsageException">The request makes no sense, the processor is another memory's, or freed contents were written to.</exception>
    /// <exception cref="Lockdep.LockdepException">The validator's sink throws: the request may free memory, and the task holds what that takes.</exception>
    /// <remarks>Source: <c>__alloc_pages</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    [MayReclaim, MustCheck]
    public Pfn Allocate(Cpu cpu, in FrameRequest request, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var frame = AllocateFrozen(cpu, request, file, line);
        if (!frame.IsNone)
        {
            Unfreeze(frame, 1);
        }

        return frame;
    }

    /// <summary>Allocates frames that nobody has a reference to yet, so that nobody gets one before the caller has filled in what it must.</summary>
    /// <inheritdoc cref="Allocate"/>
    /// <remarks>Counts are set by <see cref="Unfreeze"/>. Source: <c>__alloc_frozen_pages</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    [MayReclaim, MustCheck]
    public Pfn AllocateFrozen(Cpu cpu, in FrameRequest request, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        // The shortest way: a frame that this processor has kept. Everything else, and everybody who wants to look, goes the other one.
        if (_takesCare || (request.Order | request.Node | (int)(request.Gfp & Special)) != 0
            || (int)request.MigrateType > (int)MigrateType.Reclaimable || !ListOf(cpu, _zones.Length - 1).TryTakeKept(request, out var frame))
        {
            return AllocateWithCare(cpu, request, file, line);
        }

        Renew(frame, (byte)request.Type, 0);
        return new Pfn(frame);
    }

    /// <summary>Allocates single frames, each with one reference of the caller. One request, whatever their number.</summary>
    /// <param name="cpu">The processor the caller runs on.</param>
    /// <param name="request">What is wanted, of order 0.</param>
    /// <param name="frames">Where the frames go; the rest stays as it was.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="MmUsageException">As for <see cref="Allocate"/>.</exception>
    /// <remarks>Source: <c>alloc_pages_bulk_noprof</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    [MayReclaim, MustCheck]
    public int AllocateMany(Cpu cpu, in FrameRequest request, Span<Pfn> frames, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var site = new CallSite(file, line);
        if (request.Order != 0)
        {
            throw new MmUsageException("Frames are allocated in numbers only one by one: of order 0.");
        }

        if (frames.IsEmpty || !Admit(request, site))
        {
            return 0;
        }

        var count = 0;
        for (; count < frames.Length && Find(cpu, request, site) is { IsNone: false } frame; count++)
        {
            Unfreeze(frame, 1);
            frames[count] = frame;
        }

        return count;
    }

    /// <summary>Gives the frames in the lists of all processors back to their zones. Takes the locks of lists and zones; does not sleep.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <remarks>Source: <c>drain_all_pages</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
    public void DrainAll([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        foreach (var list in _percpu)
        {
            list.Drain(new CallSite(file, line));
        }
    }

    // Everything that the shortest way leaves out.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Pfn AllocateWithCare(Cpu cpu, in FrameRequest request, string file, int line)
    {
        var site = new CallSite(file, line);
        return Admit(request, site) ? Find(cpu, request, site) : Pfn.None;
    }

    // Whether the request makes sense, may be made here, and is not to fail.
    private bool Admit(in FrameRequest request, CallSite site)
    {
        if (request.Fault() is { } fault)
        {
            throw new MmUsageException(fault);
        }

        if (Seam.On && (request.Gfp & Gfp.DirectReclaim) != 0)
        {
            _gate?.MayReclaim(site.File, site.Line);
        }

        return !Failures.IsOn || !Failures.Fails() || Fail();
    }

    private Pfn Find(Cpu cpu, in FrameRequest request, CallSite site)
    {
        var charge = 0;
        if ((request.Gfp & Gfp.Account) != 0 && !_charges.TryCharge(request, out charge))
        {
            Fail();
            return Pfn.None;
        }

        if (!TryFromZones(cpu, request, Mark.Low, out var frame, site) && !TryHarder(cpu, request, out frame, site))
        {
            if (charge != 0)
            {
                _charges.Uncharge(charge, request.Order);
            }

            Fail();
            return Pfn.None;
        }

        Prepare(cpu, frame, request, charge, site);
        return new Pfn(frame);
    }

    private bool Fail()
    {
        Atomic.Add(ref _failures, 1);
        return false;
    }

    // The frames are in no list and nobody has a reference: what they were is wiped out. Who still looks at them by an old number, without a reference, sees tag and lines change.
    private void Prepare(Cpu cpu, uint frame, in FrameRequest request, int charge, CallSite site)
    {
        var isDamaged = _isChecked && IsDamaged(frame, request.Order);
        Renew(frame, (byte)request.Type, (byte)request.Order);
        _frames[frame].Charge = charge;
        if (request.Order > 0)
        {
            PrepareTails(frame, request);
        }

        if (_sites is not null)
        {
            var last = isDamaged ? _sites.Describe(frame) : string.Empty;
            _sites.Allocate(frame, site);
            if (isDamaged)
            {
                FreeFrozen(cpu, new Pfn(frame), request.Order, site.File, site.Line);
                ThrowDamaged(frame, last, site);
            }
        }
    }

    private void PrepareTails(uint frame, in FrameRequest request)
    {
        var (block, zone) = (_frames[frame].Block, _frames[frame].Zone);
        _frames[frame].Flags = FrameFlags.Head;
        for (var tail = frame + 1; tail < frame + (1u << request.Order); tail++)
        {
            (_frames[tail].Block, _frames[tail].Zone) = (block, zone);
            Renew(tail, (byte)request.Type, FrameRecord.TailOrder);
            (_frames[tail].Flags, _frames[tail].Head) = (FrameFlags.Tail, frame);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Renew(uint frame, byte type, byte order)
    {
        ref var record = ref _frames[frame];
        if (Seam.On)
        {
            SharedAccessHook.Tell(_frames, WordOf(frame, FrameRecord.LinesWord), SharedAccess.Write);
        }

        // Counts are zero already.
        Unsafe.InitBlockUnaligned(ref Unsafe.As<long, byte>(ref record.Flags), 0, FrameRecord.TagWord * sizeof(long));
        var tag = (record.Tag & KeptOfTag) | ((long)order << 40) | ((long)type << 32);
        NativeWord.Write(ref record.Tag, tag, _frames, WordOf(frame, FrameRecord.TagWord));
    }
}
