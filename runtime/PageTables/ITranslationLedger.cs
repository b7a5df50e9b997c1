namespace MmRuntime.PageTables;

/// <summary>Who keeps account, in checked mode, of translations that processors may still have cached though the tables do not allow them any more.</summary>
internal interface ITranslationLedger
{
    /// <summary>An entry that was present was cleared or tightened: from here until a flush that covers it, its old translation may be used but nothing it leads to be reused.</summary>
    /// <param name="address">The first address that the entry spans.</param>
    /// <param name="level">Of its table.</param>
    /// <param name="was">What it was.</param>
    /// <param name="site">Who changed it.</param>
    void Owe(ulong address, int level, Pte was, CallSite site);

    /// <summary>A table was taken out of the tree: processors may still walk it.</summary>
    /// <param name="address">The first address that it spanned.</param>
    /// <param name="level">Of the table.</param>
    /// <param name="site">Who took it out.</param>
    void OweTable(ulong address, int level, CallSite site);
}
