namespace MmRuntime.PageTables;

/// <summary>How tables go.</summary>
public sealed unsafe partial class PageTableTree
{
    /// <summary>Frees a table that has left the tree, once no walker without lock can be in it. May sleep if much is pending and the caller may.</summary>
    /// <param name="table">The table. Processors were told that it is gone.</param>
    /// <remarks>The caller holds no spinning lock: with validation off nobody notices, and it may wait for a reader who wants that lock. Source: <c>pte_free_defer</c> (<c>mm/pgtable-generic.c</c>, v6.19).</remarks>
    internal void Retire(uint table) => _retired.Add(table);

    /// <summary>
    /// Takes tables out of the tree that translate addresses of a range and of nothing that is mapped beside it. Takes no lock of a table: the range can be reached neither through the VMAs nor from
    /// the memory behind it, and no entry in it is in use any more.
    /// </summary>
    /// <param name="range">The range.</param>
    /// <param name="bounds">From where what lies before it ends to where what lies behind it begins: tables that reach beyond stay.</param>
    /// <param name="sink">Who takes the tables, from the lowest level upwards.</param>
    /// <remarks>Source: <c>free_pgd_range</c> (<c>mm/memory.c</c>, v6.19), where a bound of 0 means that there is none.</remarks>
    internal void TakeOut<TSink>(AddressRange range, AddressRange bounds, ref TSink sink)
        where TSink : ITableSink, allows ref struct
    {
        // Nothing is behind the limit, though the last tables of all reach beyond it.
        var within = bounds.End >= Limit ? bounds with { End = ulong.MaxValue } : bounds;
        var reachable = range.Intersect(new AddressRange(0, Limit));
        if (!reachable.IsEmpty)
        {
            TakeOut(_root, _levels - 1, reachable, within, ref sink);
        }
    }

    private void TakeOut<TSink>(uint table, int level, AddressRange range, AddressRange bounds, ref TSink sink)
        where TSink : ITableSink, allows ref struct
    {
        var last = range.End - 1;
        for (var address = range.Start; address <= last;)
        {
            var index = TableGeometry.IndexOf(address, level);
            var span = new AddressRange(TableGeometry.StartOf(address, level), TableGeometry.EndOf(address, level));
            var entry = Read(table, index);
            if (entry.IsTable && !IsBad(entry, level - 1))
            {
                var child = entry.Frame.Value;
                if (level > TableGeometry.Pmd)
                {
                    TakeOut(child, level - 1, range.Intersect(span), bounds, ref sink);
                }

                if (bounds.Contains(span))
                {
                    Detach(table, index, span.Start);
                    sink.Take(child, span.Start, level - 1);
                }
            }

            address = span.End;
        }
    }

    /// <summary>Clears the entry that points to a table, which is then in the tree no more. The caller has seen to it that nothing in it is in use.</summary>
    /// <param name="table">The table above.</param>
    /// <param name="index">The place in it.</param>
    /// <param name="address">The first address that the table spans.</param>
    internal void Detach(uint table, int index, ulong address)
    {
        var level = _frames[table].TableLevel - 1;
        Ledger?.OweTable(address, level, default);
        Write(table, index, Pte.None);
        Count(level, -1);
        Ledger?.OweTable(address, level, default);
    }
}
