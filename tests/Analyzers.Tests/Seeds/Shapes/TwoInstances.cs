namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>One class, two of its objects, one method in each order.</summary>
internal static class TwoInstances
{
    public static Seed Seed { get; } = new(
        "same class, two instances, both orders",
        "Copying locks the source table before the target, mapping back locks the target before the source: two threads with the "
        + "two tables meet crosswise.",
        ["MM1002"],
        """
        namespace Paging;

        public sealed class PageTable
        {
            private readonly object _tableLock = new();
            private readonly SortedDictionary<long, long> _pages = [];

            public void CopyTo(PageTable other, long page)
            {
                lock (_tableLock)
                {
                    lock (other._tableLock)
                    {
                        other._pages[page] = _pages[page];
                    }
                }
            }

            public void MapBack(PageTable other, long page)
            {
                lock (other._tableLock)
                {
                    if (!other._pages.TryGetValue(page, out var frame))
                    {
                        return;
                    }

                    lock (_tableLock)
                    {
                        _pages[page] = frame;
                    }
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_tableLock)
                    {
                        lock (other._tableLock)
                        {
                            other._pages[page] = _pages[page];
                        }
                    }
            """,
            """
                    long frame;
                    lock (_tableLock)
                    {
                        frame = _pages[page];
                    }

                    lock (other._tableLock)
                    {
                        other._pages[page] = frame;
                    }
            """),
        new Edit(
            """
                        if (!other._pages.TryGetValue(page, out var frame))
                        {
                            return;
                        }

                        lock (_tableLock)
                        {
                            _pages[page] = frame;
                        }
                    }
            """,
            """
                        if (!other._pages.TryGetValue(page, out frame))
                        {
                            return;
                        }
                    }

                    lock (_tableLock)
                    {
                        _pages[page] = frame;
                    }
            """),
        new Edit(
            """
                public void MapBack(PageTable other, long page)
                {
            """,
            """
                public void MapBack(PageTable other, long page)
                {
                    long frame;
            """));
}
