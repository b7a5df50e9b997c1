namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Two monitors, both orders written out as nested lock statements.</summary>
internal static class LockInversion
{
    public static Seed Seed { get; } = new(
        "two lock statements nested both ways",
        "Placing an order locks the stock and then the ledger; the audit locks the ledger and then the stock.",
        ["MM1002"],
        """
        namespace Shop;

        public sealed class Warehouse
        {
            private readonly object _stock = new();
            private readonly object _ledger = new();
            private readonly Dictionary<string, int> _pieces = [];
            private readonly List<string> _entries = [];

            public void Place(string article, int count)
            {
                lock (_stock)
                {
                    _pieces[article] = _pieces.GetValueOrDefault(article) - count;
                    lock (_ledger)
                    {
                        _entries.Add($"out {article} {count}");
                    }
                }
            }

            public int Audit(string article)
            {
                lock (_ledger)
                {
                    _entries.Add($"audit {article}");
                    lock (_stock)
                    {
                        return _pieces.GetValueOrDefault(article);
                    }
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_ledger)
                    {
                        _entries.Add($"audit {article}");
                        lock (_stock)
                        {
            """,
            """
                    lock (_stock)
                    {
                        lock (_ledger)
                        {
                            _entries.Add($"audit {article}");
            """));
}
