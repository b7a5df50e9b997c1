using MmRuntime.AddressSpaces;
using MmRuntime.Operations;
using MmRuntime.Rmap;

namespace MmRuntime.Tests.Operations;

/// <summary>Which neighbours become one VMA. Pages: 0-2 before, 2-4 new, 4-6 behind.</summary>
public sealed class MergeTests
{
    private static readonly int[] Firsts = [0, 2, 4];

    [Theory]
    [InlineData(false, false, "2-4")]
    [InlineData(true, false, "0-4")]
    [InlineData(false, true, "2-6")]
    [InlineData(true, true, "0-6")]
    public void A_new_range_joins_the_neighbours_that_are_like_it(bool hasBefore, bool hasBehind, string layout) => TestProcess.Run(process =>
    {
        Neighbours(process, hasBefore, hasBehind);
        process.Map(2, 2);
        Assert.Equal(layout, process.Layout());
        Assert.Equal(process.Space.TotalPages, process.VmaAt(2).Pages);
        Assert.Equal(process.VmaAt(2).Start / TestProcess.Page, process.VmaAt(2).PageOffset);
    });

    [Theory]
    [InlineData("flags")]
    [InlineData("name")]
    [InlineData("uffd")]
    [InlineData("operations")]
    [InlineData("offset")]
    [InlineData("special")]
    public void Whatever_else_is_different_keeps_them_apart(string what) => TestProcess.Run(process =>
    {
        Neighbours(process, hasBefore: true, hasBehind: true);
        foreach (var vma in new[] { process.VmaAt(0), process.VmaAt(4) })
        {
            Change(vma, what);
        }

        process.Map(2, 2);
        Assert.Equal("0-2 2-4 4-6", process.Layout());
    });

    [Fact]
    public void A_difference_in_what_changed_is_none() => TestProcess.Run(process =>
    {
        Neighbours(process, hasBefore: true, hasBehind: false);
        process.VmaAt(0).Flags |= VmaFlags.SoftDirty;
        process.Map(2, 2);
        Assert.Equal("0-4", process.Layout());
    });

    // Who has pages: n nobody, a this process, b this process by another root, c the parent too (of root a).
    [Theory]
    [InlineData('n', 'n', "0-6")]
    [InlineData('a', 'n', "0-6")]
    [InlineData('n', 'a', "0-6")]
    [InlineData('a', 'a', "0-6")]
    [InlineData('a', 'b', "0-4 4-6")]
    [InlineData('c', 'n', "0-2 2-6")]
    [InlineData('n', 'c', "0-4 4-6")]
    [InlineData('c', 'c', "0-2 2-4 4-6")]
    public void Anonymous_pages_keep_them_apart_if_they_could_not_find_back(char before, char behind, string layout) => TestProcess.Run(process =>
    {
        Neighbours(process, hasBefore: true, hasBehind: true);
        var (a, b) = (new AnonRoot(), new AnonRoot());
        Give(process.VmaAt(0), before);
        Give(process.VmaAt(4), behind);
        process.Map(2, 2);
        Assert.Equal(layout, process.Layout());
        Assert.All(new[] { a, b }.SelectMany(root => root.Members.Select(vma => (vma, root))), pair => Assert.Same(pair.root, pair.vma.Anon));
        var members = a.Members.Count + b.Members.Count;
        Assert.Equal(Firsts.Select(process.VmaAt).Distinct().Count(vma => vma.Anon is not null), members);

        void Give(Vma vma, char who)
        {
            if (who != 'n')
            {
                vma.Anon = who == 'b' ? b : a;
                vma.AnonDepth = who == 'c' ? 1 : 0;
                using (vma.Anon.Lock.Write())
                {
                    vma.Anon.Link(vma);
                }
            }
        }
    });

    [Fact]
    public void A_VMA_that_wants_to_know_of_its_end_stays_and_two_such_stay_two() => TestProcess.Run(process =>
    {
        var operations = new Recorder();
        Neighbours(process, hasBefore: true, hasBehind: true);
        process.VmaAt(0).Operations = operations;
        process.VmaAt(4).Operations = operations;
        using (process.Space.MmapLock.Write())
        {
            var second = process.VmaAtLocked(0);
            Assert.Null(VmaMerging.MergeExisting(process.Space, second, process.VmaAtLocked(4)));
        }

        process.Unmap(4, 2);
        Assert.Equal(["close"], operations.Calls);
    });

    [Fact]
    public void Two_that_were_cut_become_one_again_and_keep_their_members() => TestProcess.Run(process =>
    {
        process.Map(0, 6);
        var root = new AnonRoot();
        var vma = process.VmaAt(0);
        vma.Anon = root;
        using (root.Lock.Write())
        {
            root.Link(vma);
        }

        using (process.Space.MmapLock.Write())
        {
            Assert.Equal(MmError.None, VmaSplitting.Split(process.Space, vma, TestProcess.At(2), out var upper));
            Assert.Equal((2, 4, 2), (root.Members.Count, upper!.Pages, vma.Pages));
            Assert.Equal(vma.PageOffset + 2, upper.PageOffset);
            Assert.True(vma.Lock.IsWriteLocked && upper.Lock.IsWriteLocked);
            Assert.Same(vma, VmaMerging.MergeExisting(process.Space, vma, upper));
            Assert.Equal((1, 6), (root.Members.Count, vma.Pages));
        }

        Assert.Equal("0-6", process.Layout());
    });

    [Fact]
    public void Who_stands_behind_may_forbid_the_cut_and_hears_of_the_new_one() => TestProcess.Run(process =>
    {
        process.Map(0, 6);
        var operations = new Recorder { Forbidden = TestProcess.At(2) };
        process.VmaAt(0).Operations = operations;
        Assert.Equal(MmError.Invalid, process.Space.Unmap(process.Cpu, TestProcess.At(2), TestProcess.Page));
        Assert.Equal("0-6", process.Layout());
        process.Unmap(3, 1);
        Assert.Equal("0-3 4-6", process.Layout());
        Assert.Equal(["open", "open", "close"], operations.Calls);
    });

    private static void Neighbours(TestProcess process, bool hasBefore, bool hasBehind)
    {
        if (hasBefore)
        {
            process.Map(0, 2);
        }

        if (hasBehind)
        {
            process.Map(4, 2);
        }
    }

    private static void Change(Vma vma, string what)
    {
        switch (what)
        {
            case "flags":
                vma.Flags |= VmaFlags.Locked;
                break;
            case "special":
                vma.Flags |= VmaFlags.DontExpand;
                break;
            case "name":
                vma.Name = "heap";
                break;
            case "uffd":
                vma.Uffd = new object();
                break;
            case "operations":
                vma.Operations = new Recorder();
                break;
            default:
                vma.PageOffset++;
                break;
        }
    }

    private sealed class Recorder : IVmaOperations
    {
        public List<string> Calls { get; } = [];

        public ulong Forbidden { get; init; }

        public bool HasClose => true;

        public void Open(Vma vma) => Calls.Add("open");

        public void Close(Vma vma) => Calls.Add("close");

        public MmError MaySplit(Vma vma, ulong address) => address == Forbidden ? MmError.Invalid : MmError.None;
    }
}
