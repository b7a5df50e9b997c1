namespace BankTransfer;

internal sealed class AuditLog(decimal openingTotal, TimeSpan storageDelay)
{
    private readonly object _entriesLock = new();
    private readonly List<string> _entries = [];

    public void Record(string from, string to, decimal amount)
    {
        lock (_entriesLock)
        {
            _entries.Add($"{from} paid {to} {amount}");
        }
    }

    public string Reconcile(Bank bank)
    {
        // Nobody may add an entry while we compare.
        lock (_entriesLock)
        {
            SaveEntries();
            var total = bank.TotalBalance();
            var verdict = total == openingTotal ? "balanced" : "MONEY IS MISSING";
            return $"{_entries.Count} entries, total {total}: {verdict}";
        }
    }

    private void SaveEntries() => Thread.Sleep(storageDelay);
}
