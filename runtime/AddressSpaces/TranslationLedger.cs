using MmRuntime.PageTables;
using MmRuntime.Physical;
using MmRuntime.Scheduling;

namespace MmRuntime.AddressSpaces;

/// <summary>The debts of an address space: entries that were cleared or tightened, and tables that were taken out, since the last flush that covers them. Kept in checked mode only.</summary>
/// <remarks>
/// A debt is no error: processors may use what they have cached until somebody says that the flush is done, or does what presupposes it. It is told when a frame or a table is freed that the debt is about,
/// and when an operation ends that was to leave none. Takes a latch, under which nothing else is taken.
/// </remarks>
internal sealed class TranslationLedger(AddressSpace space) : ITranslationLedger
{
    private readonly Dictionary<(ulong Address, int Level), Debt> _entries = [];
    private readonly Dictionary<(ulong Address, int Level), Debt> _tables = [];
    private Latch _latch;

    /// <summary>How many debts are open.</summary>
    public int Count
    {
        get
        {
            _latch.Enter();
            var count = _entries.Count + _tables.Count;
            _latch.Exit();
            return count;
        }
    }

    /// <inheritdoc/>
    public void Owe(ulong address, int level, Pte was, CallSite site) => Enter(_entries, address, level, new Debt(space.TlbGeneration, was, site));

    /// <inheritdoc/>
    public void OweTable(ulong address, int level, CallSite site) => Enter(_tables, address, level + 1, new Debt(space.TlbGeneration, default, site));

    /// <summary>A flush is done.</summary>
    /// <param name="range">What it covered.</param>
    /// <param name="generation">Its generation: what was owed before it began is paid.</param>
    /// <param name="isTables">Whether it reached processors that only borrow the address space, and whatever they have cached of tables.</param>
    public void Pay(AddressRange range, long generation, bool isTables)
    {
        _latch.Enter();
        Remove(_entries, generation, span => range.Contains(span));
        if (isTables)
        {
            // Who flushes an address of a table forgets the way to it.
            Remove(_tables, generation, range.Overlaps);
        }

        _latch.Exit();
    }

    /// <summary>The debt that lets processors use an old translation of an address, if there is one.</summary>
    public Debt? Find(ulong address)
    {
        _latch.Enter();
        Debt? found = null;
        for (var level = TableGeometry.Pte; level < space.Tables.Levels && found is null; level++)
        {
            var key = (TableGeometry.StartOf(address, level), level);
            found = _entries.TryGetValue(key, out var debt) || _tables.TryGetValue(key, out debt) ? debt : null;
        }

        _latch.Exit();
        return found;
    }

    /// <summary>A frame is about to be freed: no processor may have a translation to it.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="MmUsageException">One may.</exception>
    public void AssertPaid(Pfn frame)
    {
        _latch.Enter();
        var open = _entries.FirstOrDefault(entry => Leads(entry.Key.Level, entry.Value.Was, frame));
        _latch.Exit();
        if (open.Value is { } debt)
        {
            throw new MmUsageException($"Frame {frame} is freed while processors may still translate to it: {Describe(open.Key.Address, debt)}");
        }
    }

    /// <summary>An operation ends that leaves no debt in a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="what">What ends, as the beginning of a sentence.</param>
    /// <exception cref="MmUsageException">There is one.</exception>
    public void AssertPaid(AddressRange range, string what)
    {
        _latch.Enter();
        var open = _entries.Concat(_tables).FirstOrDefault(entry => range.Overlaps(SpanOf(entry.Key.Address, entry.Key.Level)));
        _latch.Exit();
        if (open.Value is { } debt)
        {
            throw new MmUsageException($"{what} while a flush is owed: {Describe(open.Key.Address, debt)}");
        }
    }

    private static bool Leads(int level, Pte was, Pfn frame) => was.IsPresent && frame.Value - was.Frame.Value < 1u << (9 * level);

    private static AddressRange SpanOf(ulong address, int level) => new(address, address + TableGeometry.SpanOf(level));

    private static void Remove(Dictionary<(ulong Address, int Level), Debt> debts, long generation, Func<AddressRange, bool> isCovered)
    {
        foreach (var (key, debt) in debts)
        {
            if (debt.Generation < generation && isCovered(SpanOf(key.Address, key.Level)))
            {
                debts.Remove(key);
            }
        }
    }

    private string Describe(ulong address, Debt debt) =>
        $"the entry of 0x{address:x} was changed at {debt.Site.File}:{debt.Site.Line}, and no flush has covered it since. Processors that have the address space loaded: {string.Join(", ", Loaded())}.";

    private IEnumerable<int> Loaded() => space.Machine.Cpus.Where(cpu => (space.LoadedOn >> cpu.Number & 1) != 0).Select(cpu => cpu.Number);

    // The latest change stays: a flush that does not cover that one has not covered all.
    private void Enter(Dictionary<(ulong Address, int Level), Debt> debts, ulong address, int level, Debt debt)
    {
        _latch.Enter();
        debts[(address, level)] = debt;
        _latch.Exit();
    }

    /// <summary>One debt.</summary>
    /// <param name="Generation">Flushes with a higher number began after it.</param>
    /// <param name="Was">The entry as it was; nothing for a table.</param>
    /// <param name="Site">Who owes.</param>
    internal sealed record Debt(long Generation, Pte Was, CallSite Site);
}
