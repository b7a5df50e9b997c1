using MmRuntime.Cpus;

namespace MmRuntime.Tests.Cpus;

/// <summary>A processor's cache of translations, against a dictionary.</summary>
public sealed class TranslationCacheTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 1)]
    [InlineData(16, 1000)]
    public void Finds_what_was_filled_in_last_and_not_thrown_away(int entries, int fromTheEnd)
    {
        var cache = new TranslationCache(entries, TranslationCache.LastContext + 1 - (ulong)fromTheEnd);
        var model = new Dictionary<ulong, (ulong Page, ulong Value)>();
        var random = new Random(entries);
        var pages = Enumerable.Range(0, 40).Select(_ => (ulong)random.NextInt64(1L << 45)).Append(0UL).Append((1UL << 45) - 1).Append(1UL).Append((ulong)entries).ToArray();
        var (flushes, singles) = (0, 0);
        for (var step = 0; step < 5_000; step++)
        {
            var page = pages[random.Next(pages.Length)];
            var (address, slot) = ((page << 12) + (ulong)random.Next(4096), page % (ulong)entries);
            switch (random.Next(20))
            {
                case < 8:
                    cache.Fill(address, (ulong)step);
                    model[slot] = (page, (ulong)step);
                    break;
                case < 12:
                    cache.Flush(address);
                    singles++;
                    if (model.TryGetValue(slot, out var there) && there.Page == page)
                    {
                        model.Remove(slot);
                    }

                    break;
                case 12:
                    cache.FlushAll();
                    flushes++;
                    model.Clear();
                    break;
                default:
                    break;
            }

            Assert.All(pages, one => Assert.Equal(Expected(one), cache.TryFind((one << 12) + 5, out var value) ? value : null));
        }

        Assert.Equal((flushes, singles, entries - 1), (cache.Flushes, cache.PagesFlushed, (int)cache.Mask));

        ulong? Expected(ulong page) => model.TryGetValue(page % (ulong)entries, out var entry) && entry.Page == page ? entry.Value : null;
    }

    [Fact]
    public void Nothing_comes_back_when_the_contexts_begin_anew()
    {
        var cache = new TranslationCache(8);
        cache.Fill(0, 1);
        for (var i = 1UL; i < TranslationCache.LastContext; i++)
        {
            cache.FlushAll();
            if (cache.TryFind(0, out _))
            {
                Assert.Fail($"found after {i} flushes");
            }
        }

        // The last context; after it comes the first, in which page 0 was cached.
        cache.Fill(1 << 12, 2);
        Assert.True(cache.TryFind(1 << 12, out var value));
        Assert.Equal(2ul, value);
        cache.FlushAll();
        Assert.False(cache.TryFind(0, out _) || cache.TryFind(1 << 12, out _));
        cache.Fill(0, 3);
        Assert.True(cache.TryFind(0, out _));
        cache.FlushAll();
        Assert.False(cache.TryFind(0, out _));
    }

    // No context is 0, which is what empty places hold.
    [Fact]
    public void Nothing_is_found_in_an_empty_cache_in_whatever_context()
    {
        var cache = new TranslationCache(8, TranslationCache.LastContext - 1);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(cache.TryFind(0, out _));
            cache.FlushAll();
        }
    }

    [Fact]
    public void An_address_that_is_too_long_passes_for_no_other_one()
    {
        var cache = new TranslationCache(context: 3);
        cache.Fill(0x5000, 42);
        Assert.True(cache.TryFind(0x5000, out _));
        for (var bit = 57; bit < 64; bit++)
        {
            Assert.False(cache.TryFind(0x5000 | (1UL << bit), out _));
        }
    }

    [Fact]
    public void A_new_cache_is_empty_and_has_room_for_a_thousand_pages()
    {
        var cache = new TranslationCache();
        Assert.Equal(1023u, cache.Mask);
        Assert.False(cache.TryFind(0, out _));
        for (var page = 0UL; page < 1024; page++)
        {
            cache.Fill(page << 12, page);
        }

        Assert.All(Enumerable.Range(0, 1024), page => Assert.True(cache.TryFind((ulong)page << 12, out var value) && value == (ulong)page));
        cache.Fill(1024UL << 12, 7);
        Assert.False(cache.TryFind(0, out _));
    }
}
