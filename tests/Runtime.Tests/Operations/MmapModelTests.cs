using MmRuntime.AddressSpaces;
using MmRuntime.Operations;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Operations;

/// <summary>Random operations against an array of pages, each of which is mapped in some way or not.</summary>
public sealed class MmapModelTests
{
    private const int Pages = 1200;

    private static readonly VmaFlags[] Kinds = [VmaFlags.None, VmaFlags.Read, TestProcess.ReadWrite, VmaFlags.Read | VmaFlags.Execute];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_an_array_of_pages(int seed) => TestProcess.Run(process =>
    {
        var random = new Random(seed);
        var model = new Model();
        for (var step = 0; step < 1500; step++)
        {
            var (page, kind) = (random.Next(Pages), Kinds[random.Next(Kinds.Length)]);
            var count = 1 + random.Next(Math.Min(Pages - page, random.Next(4) == 0 ? Pages : 20));
            switch (random.Next(5))
            {
                case 0 or 1:
                    process.Map(page, count, kind);
                    model.Map(page, count, kind);
                    break;
                case 2:
                    process.Unmap(page, count);
                    model.Map(page, count, null);
                    break;
                case 3:
                    var isFree = model.IsFree(page, count);
                    var error = process.Space.Map(process.Cpu, new((ulong)count * TestProcess.Page, kind, MapFlags.FixedNoReplace, TestProcess.At(page)), out _);
                    Assert.Equal(isFree ? MmError.None : MmError.Exists, error);
                    if (isFree)
                    {
                        model.Map(page, count, kind);
                    }

                    break;
                default:
                    if (model.CanTouch(page))
                    {
                        process.Touch(page);
                        model.Touched[page] = true;
                    }

                    break;
            }

            if (step % 10 == 0)
            {
                Assert.Equal(model.Layout(), process.Layout());
                Assert.Equal((model.Mapped, model.Data, model.Touched.Count(isTouched => isTouched)), (process.Space.TotalPages, process.Space.DataPages, process.Space.AnonPages));
                Assert.Equal(model.Data, process.Space.Core.Commit.Pages);
            }
        }

        Assert.Equal(process.Space.AnonPages, process.Space.Memory.Snapshot().Allocated(FrameType.Anon));
    });

    [Fact]
    public void Whichever_allocation_fails_the_layout_is_as_before_or_as_after() => TestProcess.Run(process =>
    {
        var failures = process.Space.Memory.Failures;
        for (var k = 1; ; k++)
        {
            process.Map(0, 100);
            process.Touch(0, 100);
            process.Map(100, 50, VmaFlags.Read);
            var before = process.Layout();
            failures.FailAt(k);
            var error = process.Space.Map(process.Cpu, new(60 * TestProcess.Page, VmaFlags.Read | VmaFlags.Execute, MapFlags.Fixed, TestProcess.At(70)), out _);
            var asked = failures.Count;
            failures.Reset();
            Assert.True(error is MmError.None or MmError.NoMemory);
            Assert.Equal(error == MmError.None ? "0-70 70-130 130-150" : before, process.Layout());
            process.Unmap(0, 150);
            Assert.Equal((0, 0), (process.Space.AnonPages, process.Space.Tables.TableBytes));
            if (asked < k)
            {
                break;
            }
        }
    });

    [Fact]
    public void Whichever_node_of_the_tree_cannot_be_had_nothing_is_lost() => TestProcess.Run(process =>
    {
        var nodes = process.Space.Core.Nodes;
        var isRefused = true;
        for (var k = 0; isRefused; k++)
        {
            process.Map(0, 100);
            process.Touch(0, 100);
            var left = k;
            isRefused = false;
            nodes.Admits = () =>
            {
                isRefused |= left == 0;
                return left-- > 0;
            };
            var error = process.Space.Unmap(process.Cpu, TestProcess.At(40), 20 * TestProcess.Page);
            nodes.Admits = null;

            // A cut that was made before stays, and is no difference to anybody.
            Assert.Equal(error == MmError.None ? 80 : 100, process.Space.AnonPages);
            Assert.Equal(error == MmError.None ? 80 : 100, process.Space.TotalPages);
            process.Unmap(0, 100);
        }
    });

    private sealed class Model
    {
        private readonly VmaFlags?[] _pages = new VmaFlags?[Pages];

        public bool[] Touched { get; } = new bool[Pages];

        public int Mapped => _pages.Count(page => page is not null);

        public int Data => _pages.Count(page => page is { } kind && (kind & VmaFlags.Write) != 0);

        public void Map(int page, int count, VmaFlags? kind)
        {
            _pages.AsSpan(page, count).Fill(kind);
            Touched.AsSpan(page, count).Clear();
        }

        public bool IsFree(int page, int count) => !_pages.AsSpan(page, count).ContainsAnyExcept((VmaFlags?)null);

        public bool CanTouch(int page) => _pages[page] is not null && !Touched[page];

        public string Layout()
        {
            var parts = new List<string>();
            for (var page = 0; page < Pages;)
            {
                var end = page + 1;
                while (end < Pages && _pages[end] == _pages[page])
                {
                    end++;
                }

                if (_pages[page] is not null)
                {
                    parts.Add($"{page}-{end}");
                }

                page = end;
            }

            return string.Join(" ", parts);
        }
    }
}
