namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>An early return leaves a monitor entered.</summary>
internal static class LeakOnReturn
{
    public static Seed Seed { get; } = new(
        "monitor leaked by an early return",
        "When the basket is empty, CheckOut returns without Exit, and the next customer waits for ever.",
        ["MM2001"],
        """
        namespace Basket;

        public sealed class CheckoutDesk
        {
            private readonly object _desk = new();
            private readonly List<decimal> _prices = [];

            public void Scan(decimal price)
            {
                lock (_desk)
                {
                    _prices.Add(price);
                }
            }

            public decimal CheckOut()
            {
                Monitor.Enter(_desk);
                if (_prices.Count == 0)
                {
                    return 0m;
                }

                var sum = _prices.Sum();
                _prices.Clear();
                Monitor.Exit(_desk);
                return sum;
            }
        }
        """,
        new Edit(
            """
                        return 0m;
            """,
            """
                        Monitor.Exit(_desk);
                        return 0m;
            """));
}
