using System.Runtime.InteropServices;
using MmRuntime.AddressSpaces;

namespace MmRuntime.Tests.AddressSpaces;

/// <summary>All forms of a comparison give the same: those for wide vectors, for narrow ones, and the one without any.</summary>
public sealed unsafe class SearchTests
{
    [Fact]
    public void All_forms_count_the_same()
    {
        var random = new Random(1);
        var words = (long*)NativeMemory.AlignedAlloc(128, 32);
        for (var round = 0; round < 4_000; round++)
        {
            var used = round % 17;
            var word = random.NextInt64(3);
            for (var i = 0; i < 16; i++)
            {
                words[i] = i < used ? word += random.NextInt64(round % 3 == 0 ? 4 : VmaTree.PageLimit / 17) : VmaNode.Unused;
            }

            foreach (var value in new[] { -1, 0, word - 1, word, word + 1, VmaTree.PageLimit, words[random.Next(16)], random.NextInt64(VmaTree.PageLimit) })
            {
                if (value != VmaNode.Unused)
                {
                    var expected = VmaSearch.CountEach(words, value);
                    Assert.Equal((expected, expected), (VmaSearch.CountNarrow(words, value), VmaSearch.CountAtMost(words, value)));
                }
            }
        }

        NativeMemory.AlignedFree(words);
    }

    [Fact]
    public void All_forms_find_the_same_largest_gap()
    {
        var random = new Random(2);
        var leaf = (VmaNode*)NativeMemory.AlignedAlloc(VmaNode.Size, 64);
        for (var round = 0; round < 4_000; round++)
        {
            NativeMemory.Fill(leaf, VmaNode.Size, 0x6b);
            leaf->Count = 1 + (round % 16);
            leaf->Before = random.NextInt64(40);
            var page = leaf->Before + random.NextInt64(100);
            for (var i = 0; i < 16; i++)
            {
                var isUsed = i < leaf->Count;
                leaf->Keys[i] = isUsed ? page : VmaNode.Unused;
                leaf->Ends[i] = isUsed ? page += 1 + random.NextInt64(50) : VmaNode.Unused;
                page += random.NextInt64(round % 5 == 0 ? VmaTree.PageLimit / 40 : 60);
            }

            var expected = VmaSearch.LargestGapEach(leaf);
            Assert.Equal((expected, expected), (VmaSearch.LargestGapWide(leaf), VmaSearch.LargestGap(leaf)));
            for (var i = 0; i < 16; i++)
            {
                leaf->Gaps[i] = i < leaf->Count ? random.NextInt64(VmaTree.PageLimit) : 0;
            }

            expected = VmaSearch.LargestEach(leaf->Gaps);
            Assert.Equal((expected, expected), (VmaSearch.LargestWide(leaf->Gaps), VmaSearch.Largest(leaf->Gaps)));
        }

        NativeMemory.AlignedFree(leaf);
    }

    [Fact]
    public void A_node_is_as_it_is_drawn()
    {
        VmaNode node = default;
        var start = (byte*)&node;
        Assert.Equal((VmaNode.Size, 0, 8, 16, 24), (sizeof(VmaNode), (byte*)&node.Link - start, (byte*)&node.Before - start, (byte*)&node.State - start, (byte*)&node.Count - start));
        Assert.Equal((64, 192, 192), ((byte*)node.Keys - start, (byte*)node.Ends - start, (byte*)node.Children - start));
        Assert.Equal((320, 320), ((byte*)node.Slots - start, (byte*)node.Gaps - start));
        Assert.Equal(0, VmaNode.Size % 64);
    }
}
