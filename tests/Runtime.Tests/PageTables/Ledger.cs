using MmRuntime.PageTables;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.PageTables;

/// <summary>Writes down what is owed.</summary>
internal sealed class Ledger : ITranslationLedger
{
    public List<string> Owed { get; } = [];

    public void Owe(ulong address, int level, Pte was, CallSite site) => Add($"{address:x} {level} {was}{(site.Line > 0 ? string.Empty : " from nowhere")}");

    public void OweTable(ulong address, int level, CallSite site) => Add($"table {address:x} {level}");

    // A debt is entered before the change and after it; it is one debt.
    private void Add(string debt)
    {
        if (Owed.Count == 0 || Owed[^1] != debt)
        {
            Owed.Add(debt);
        }
    }
}
