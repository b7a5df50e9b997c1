using MmRuntime.AddressSpaces;
using MmRuntime.Locking;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>A tree, and beside it what every page should hold: each change is made to both, and what can be asked is asked of both.</summary>
internal sealed class TestTree : IDisposable
{
    private readonly uint[] _pages;

    public TestTree(long pages, bool isShared = false)
    {
        Pool = new VmaNodePool(new RcuDomain(World.Fresh("rcu")));
        Tree = new VmaTree(Pool) { IsShared = isShared };
        _pages = new uint[pages];
    }

    public VmaNodePool Pool { get; }

    public VmaTree Tree { get; }

    public long Pages => _pages.Length;

    /// <summary>Ranges as the pages have them. Two that touch have different numbers in tests.</summary>
    public IEnumerable<VmaEntry> Model()
    {
        for (var start = 0; start < _pages.Length;)
        {
            var end = start + 1;
            while (end < _pages.Length && _pages[end] == _pages[start])
            {
                end++;
            }

            if (_pages[start] != 0)
            {
                yield return new VmaEntry(start, end, _pages[start]);
            }

            start = end;
        }
    }

    public void Store(long start, long end, uint slot)
    {
        Assert.True(Tree.Store(start, end, slot));
        Fill(start, end, slot);
    }

    public void Erase(long start, long end)
    {
        Assert.True(Tree.Erase(start, end));
        Fill(start, end, 0);
    }

    /// <summary>Many ranges of two pages with two free ones behind each; every tenth gap is larger.</summary>
    public TestTree WithRanges(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Store((i * 4) + (i / 10 * 3), (i * 4) + (i / 10 * 3) + 2, (uint)i + 1);
        }

        return this;
    }

    /// <summary>What the model says the tree should answer for a gap, tried page by page.</summary>
    public long Gap(VmaGapRequest request, bool fromTop)
    {
        var found = -1L;
        var run = 0L;
        for (var page = request.Low; page < request.High; page++)
        {
            run = page < Pages && _pages[page] != 0 ? 0 : run + 1;
            var start = page + 1 - request.Pages;
            if (run >= request.Pages && (start - request.Offset) % request.Alignment == 0)
            {
                found = start;
                if (!fromTop)
                {
                    return found;
                }
            }
        }

        return found;
    }

    public void CheckPage(long page)
    {
        var isThere = Tree.TryFind(page, out var slot);
        Assert.Equal((page, _pages[page], _pages[page] != 0), (page, slot, isThere));
    }

    public void CheckFault() => Assert.Null(Tree.FindFault());

    public void CheckAll()
    {
        CheckFault();
        for (var page = 0L; page < Pages; page++)
        {
            CheckPage(page);
        }

        Assert.Equal(Model(), All());
    }

    public List<VmaEntry> All() => Between(0, VmaTree.PageLimit);

    public List<VmaEntry> Between(long from, long to)
    {
        var all = new List<VmaEntry>();
        foreach (var entry in Tree.Entries(from, to))
        {
            all.Add(entry);
        }

        return all;
    }

    /// <summary>Nothing is left behind anywhere.</summary>
    public void Dispose()
    {
        Tree.Dispose();
        Pool.Rcu.Barrier();
        Assert.Equal((0, 0, 0), (Tree.Count, Tree.Nodes, Pool.NodesOut));
        Pool.Dispose();
    }

    private void Fill(long start, long end, uint slot) => _pages.AsSpan((int)start, (int)(end - start)).Fill(slot);
}
