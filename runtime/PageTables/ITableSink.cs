namespace MmRuntime.PageTables;

/// <summary>Who takes tables as they leave the tree.</summary>
internal interface ITableSink
{
    /// <summary>A table has left the tree; processors and walkers without lock may still be in it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="address">The first address that it spanned.</param>
    /// <param name="level">Its level.</param>
    void Take(uint table, ulong address, int level);
}
