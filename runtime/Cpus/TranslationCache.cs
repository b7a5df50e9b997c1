using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MmRuntime.Cpus;

/// <summary>What a processor has cached of the tables it translates by: its TLB. Used by the processor's task, and by who handles an interrupt in its place.</summary>
/// <remarks>
/// One way, found by the low bits of the page. A tag is <c>63..45</c> context, <c>44..0</c> number of the page, of addresses up to 57 bits. The context is a number that stands
/// for everything cached since the last time all was thrown away, so that throwing all away is one addition; when the numbers run out, the entries are really emptied.
/// Huge pages are cached in base pages.
/// </remarks>
internal sealed class TranslationCache
{
    /// <summary>Entries, unless said otherwise.</summary>
    public const int DefaultEntries = 1024;

    /// <summary>After this number contexts begin anew.</summary>
    public const ulong LastContext = (1UL << (64 - ContextShift)) - 1;

    private const int PageShift = 12;
    private const int ContextShift = 45;

    private readonly Entry[] _entries;
    private uint[]? _notes;
    private ulong _context;

    /// <summary>An empty cache.</summary>
    /// <param name="entries">How many it holds, a power of two.</param>
    /// <param name="context">The first number of a context, from 1 to <see cref="LastContext"/>: for tests of what happens when they run out.</param>
    public TranslationCache(int entries = DefaultEntries, ulong context = 1)
    {
        _context = context << ContextShift;
        _entries = new Entry[entries];
        Mask = (uint)entries - 1;
    }

    /// <summary>How often everything was thrown away.</summary>
    public long Flushes { get; private set; }

    /// <summary>How many single pages were thrown away, cached or not.</summary>
    public long PagesFlushed { get; private set; }

    /// <summary>What entries are found by.</summary>
    public uint Mask { get; }

    /// <summary>Looks a page up.</summary>
    /// <param name="address">An address in it.</param>
    /// <param name="value">What is cached.</param>
    /// <returns>Whether there is anything.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ulong address, out ulong value)
    {
        ref var entry = ref EntryOf(address >> PageShift);
        value = entry.Value;

        // An address of more than 57 bits would pass for another one of another context.
        return entry.Tag == ((address >> PageShift) | _context) && address >> (PageShift + ContextShift) == 0;
    }

    /// <summary>Caches a translation.</summary>
    /// <param name="address">An address in the page.</param>
    /// <param name="value">What is cached.</param>
    public void Fill(ulong address, ulong value)
    {
        ref var entry = ref EntryOf(address >> PageShift);
        entry.Value = value;
        entry.Tag = (address >> PageShift) | _context;
    }

    /// <summary>Notes something of the translation that was cached last for a page: for checks.</summary>
    /// <param name="address">An address in it.</param>
    /// <param name="note">What is noted.</param>
    public void Note(ulong address, uint note)
    {
        _notes ??= new uint[_entries.Length];
        _notes[(uint)(address >> PageShift) & Mask] = note;
    }

    /// <summary>What was noted of the translation that is cached for a page.</summary>
    /// <param name="address">An address in it.</param>
    public uint NoteOf(ulong address) => _notes?[(uint)(address >> PageShift) & Mask] ?? 0;

    /// <summary>Throws one page away, if it is cached.</summary>
    /// <param name="address">An address in it.</param>
    public void Flush(ulong address)
    {
        ref var entry = ref EntryOf(address >> PageShift);
        PagesFlushed++;
        if (entry.Tag == ((address >> PageShift) | _context))
        {
            entry.Tag = 0;
        }
    }

    /// <summary>Throws everything away.</summary>
    public void FlushAll()
    {
        Flushes++;
        if (_context >> ContextShift == LastContext)
        {
            Array.Clear(_entries);
            _context = 0;
        }

        // Never 0, which is the tag of an empty entry.
        _context += 1UL << ContextShift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry EntryOf(ulong page) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), (nint)((uint)page & Mask));

    private struct Entry
    {
        public ulong Tag;
        public ulong Value;
    }
}
