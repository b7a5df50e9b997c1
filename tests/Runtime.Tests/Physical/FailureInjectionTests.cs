using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Any allocation can be made to fail, and nothing leaks by it.</summary>
public sealed class FailureInjectionTests : IDisposable
{
    private readonly TestMemory _test = new(new() { Bytes = 32L << 20, MinFreeFrames = 0 });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void The_kth_allocation_of_each_order_fails_and_no_other(int order)
    {
        var test = _test;
        for (var k = 1; k <= 3; k++)
        {
            var start = test.Memory.Snapshot();
            test.Memory.Failures.FailAt(k);
            Assert.Equal(Enumerable.Range(1, 3).Select(number => number == k), Three(order));
            Assert.Equal(3, test.Memory.Failures.Count);
            var change = test.Memory.Snapshot().Difference(start);
            Assert.Equal((0, 1, "no frames"), (change.AllocatedFrames, change.Failures, change.ToString()));
        }

        test.Memory.Failures.FailFrom(2);
        Assert.Equal([false, true, true], Three(order));
        test.Memory.Failures.Reset();
        Assert.Equal([false, false, false], Three(order));
        test.Memory.Dispose();
    }

    [Fact]
    public void Many_at_once_count_once()
    {
        var test = _test;
        test.Memory.Failures.FailAt(2);
        Assert.Equal(5, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, new Pfn[5]));
        Assert.Equal(0, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, new Pfn[5]));
        Assert.Equal(5, test.Memory.AllocateMany(test.Cpu, TestMemory.Anon, new Pfn[5]));
        Assert.Equal((3, 10), (test.Memory.Failures.Count, test.Change.Allocated(FrameType.Anon)));
    }

    [Fact]
    public void Nothing_is_counted_before_the_first_call()
    {
        var test = _test;
        test.Take();
        Assert.Equal(0, test.Memory.Failures.Count);
        test.Memory.Failures.Reset();
        test.Take();
        Assert.Equal(1, test.Memory.Failures.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Memory.Failures.FailAt(0));
    }

    public void Dispose() => _test.Dispose();

    private List<bool> Three(int order)
    {
        var frames = Enumerable.Range(0, 3).Select(_ => _test.Memory.Allocate(_test.Cpu, new FrameRequest(FrameType.Anon, order))).ToList();
        _test.FreeAll(frames.Where(frame => !frame.IsNone), order);
        return [.. frames.Select(frame => frame.IsNone)];
    }
}
