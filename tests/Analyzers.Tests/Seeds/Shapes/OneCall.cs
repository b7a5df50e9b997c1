namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>The second lock of one thread sits one call away, in another class.</summary>
internal static class OneCall
{
    public static Seed Seed { get; } = new(
        "inversion through one call",
        "Raising the limit locks the customer and calls into the invoice book, whose lock Collect holds while it asks the customer.",
        ["MM1002"],
        """
        namespace Billing;

        public sealed class Customer
        {
            private readonly object _gate = new();
            private readonly InvoiceBook _book;
            private decimal _limit = 100m;

            public Customer(InvoiceBook book) => _book = book;

            public void RaiseLimit(decimal by)
            {
                lock (_gate)
                {
                    if (_book.OpenCount(this) == 0)
                    {
                        _limit += by;
                    }
                }
            }

            public bool Covers(decimal amount)
            {
                lock (_gate)
                {
                    return amount <= _limit;
                }
            }
        }

        public sealed class InvoiceBook
        {
            private readonly object _rows = new();
            private readonly List<(Customer Who, decimal Amount)> _open = [];

            public int OpenCount(Customer who)
            {
                lock (_rows)
                {
                    return _open.Count(row => row.Who == who);
                }
            }

            public void Collect(Customer who, decimal amount)
            {
                lock (_rows)
                {
                    if (who.Covers(amount))
                    {
                        _open.Add((who, amount));
                    }
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_rows)
                    {
                        if (who.Covers(amount))
                        {
                            _open.Add((who, amount));
                        }
                    }
            """,
            """
                    if (!who.Covers(amount))
                    {
                        return;
                    }

                    lock (_rows)
                    {
                        _open.Add((who, amount));
                    }
            """));
}
