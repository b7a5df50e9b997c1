using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Physical;

namespace MmRuntime.AddressSpaces;

/// <summary>How much memory was promised on a machine, and how much may be.</summary>
/// <remarks>Source: <c>__vm_enough_memory</c> (<c>mm/util.c</c>, v6.19).</remarks>
public sealed class CommitAccount
{
    private readonly long _frames;
    private SharedWord _pages;

    internal CommitAccount(PhysicalMemory memory) => _frames = memory.Frames;

    /// <summary>What may be promised.</summary>
    public OvercommitPolicy Policy { get; set; }

    /// <summary>With <see cref="OvercommitPolicy.Never"/>: how much of the memory may be promised, in percent.</summary>
    public int Ratio { get; set; } = 50;

    /// <summary>How many pages are promised. Old as soon as it is known.</summary>
    public long Pages => _pages.Read(this);

    /// <summary>Promises pages, if that is allowed. Takes no lock.</summary>
    /// <param name="pages">How many.</param>
    /// <param name="leaving">How many of those promised before go when they come.</param>
    [MustCheck]
    internal bool TryCharge(long pages, long leaving)
    {
        var promised = _pages.Add(this, pages);
        var isAllowed = Policy switch
        {
            OvercommitPolicy.Always => true,
            OvercommitPolicy.Never => promised - leaving <= _frames * Ratio / 100,
            _ => pages <= _frames,
        };
        if (!isAllowed)
        {
            _pages.Add(this, -pages);
        }

        return isAllowed;
    }

    /// <summary>They are not needed any more.</summary>
    internal void Uncharge(long pages) => _pages.Add(this, -pages);
}
