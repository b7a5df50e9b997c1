using System.Runtime.InteropServices;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>Contents against arrays of bytes; and that what nobody writes is never made.</summary>
public sealed class ContentsTests : IDisposable
{
    private readonly TestMemory _test = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Frames_hold_what_arrays_of_bytes_would(int seed)
    {
        var random = new Random(seed);
        var frames = _test.TakeSome(4, Gfp.None);
        var model = frames.Select(_ => new byte[PageSize.Base]).ToList();
        var bytes = new byte[PageSize.Base];
        for (var step = 0; step < 4000; step++)
        {
            var (at, other) = (random.Next(4), random.Next(4));
            var offset = random.Next(PageSize.Base - 8);
            var length = random.Next(Math.Min(200, PageSize.Base - offset) + 1);
            switch (random.Next(9))
            {
                case 0:
                    _test.Memory.Store(frames[at], offset, (long)step);
                    MemoryMarshal.Write(model[at].AsSpan(offset), (long)step);
                    break;
                case 1:
                    _test.Memory.Store(frames[at], offset, (byte)step);
                    model[at][offset] = (byte)step;
                    break;
                case 2:
                    random.NextBytes(bytes.AsSpan(0, length));
                    _test.Memory.WriteBytes(frames[at], offset, bytes.AsSpan(0, length));
                    bytes.AsSpan(0, length).CopyTo(model[at].AsSpan(offset));
                    break;
                case 3 when step % 5 == 0:
                    _test.Memory.CopyContents(frames[at], frames[other]);
                    model[at] = [.. model[other]];
                    break;
                case 4 when step % 50 == 0:
                    _test.Memory.Materialise(frames[at]);
                    break;
                case 5 when step % 20 == 0:
                    _test.Memory.Free(_test.Cpu, frames[at]);
                    frames[at] = _test.Take();
                    model[at] = new byte[PageSize.Base];
                    break;
                case 6:
                    Assert.Equal(!model[at].AsSpan().ContainsAnyExcept((byte)0), _test.Memory.IsZero(frames[at]));
                    break;
            }

            Assert.Equal(MemoryMarshal.Read<long>(model[at].AsSpan(offset)), _test.Memory.Load<long>(frames[at], offset));
            Assert.Equal(MemoryMarshal.Read<Int128>(model[at].AsSpan(offset & ~63)), _test.Memory.Load<Int128>(frames[at], offset & ~63));
            _test.Memory.ReadBytes(frames[at], offset, bytes.AsSpan(0, length));
            Assert.True(bytes.AsSpan(0, length).SequenceEqual(model[at].AsSpan(offset, length)));
        }

        for (var at = 0; at < 4; at++)
        {
            Assert.True(_test.Memory.View(frames[at]).SequenceEqual(model[at]));
        }
    }

    [Fact]
    public void Only_lines_that_are_written_come_to_be()
    {
        var frame = _test.Take();
        Assert.Equal(0, _test.Memory.Load<long>(frame, 300));
        _test.Memory.ReadBytes(frame, 0, new byte[PageSize.Base]);
        Assert.Equal(0, _test.Memory.Frame(frame).Lines);
        _test.Memory.Store(frame, 130, 1);
        Assert.Equal(1L << 2, _test.Memory.Frame(frame).Lines);
        _test.Memory.Store(frame, 254, -1);
        Assert.Equal((1L << 2) | (1L << 3) | (1L << 4), _test.Memory.Frame(frame).Lines);
        Assert.Equal(-1, _test.Memory.Load<int>(frame, 254));
        _test.Memory.WriteBytes(frame, 4000, []);
        _test.Memory.WriteBytes(frame, 4095, [1]);
        Assert.Equal((1L << 2) | (1L << 3) | (1L << 4) | long.MinValue, _test.Memory.Frame(frame).Lines);
        _test.Memory.Materialise(frame);
        Assert.Equal(-1, _test.Memory.Frame(frame).Lines);
    }

    [Fact]
    public void Copies_only_lines_that_hold_something()
    {
        var (from, to) = (_test.Take(), _test.Take());
        _test.Memory.Store(from, 64, 7);
        _test.Memory.Store(to, 128, 8);
        _test.Memory.CopyContents(to, from);
        Assert.Equal((1L << 1) | (1L << 2), _test.Memory.Frame(to).Lines);
        Assert.Equal((7, 0), (_test.Memory.Load<int>(to, 64), _test.Memory.Load<int>(to, 128)));
        _test.Memory.CopyContents(from, from);
        Assert.Equal((1L << 1, 7), (_test.Memory.Frame(from).Lines, _test.Memory.Load<int>(from, 64)));
        _test.Memory.CopyContents(to, PhysicalMemory.ZeroFrame);
        Assert.True(_test.Memory.IsZero(to));
    }

    [Fact]
    public void A_frame_comes_back_with_zeros()
    {
        var frame = _test.Take();
        _test.Memory.View(frame).Fill(9);
        _test.Memory.Free(_test.Cpu, frame);
        Assert.Equal(frame, _test.Take());
        Assert.True(_test.Memory.IsZero(frame));
        Assert.Equal(0, _test.Memory.Load<long>(frame, 8));
        _test.Memory.Store(frame, 8, (byte)1);
        Assert.Equal(1, _test.Memory.Load<long>(frame, 8));
        Assert.True(_test.Memory.View(frame)[9..].IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4093)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    public void Values_end_within_the_frame(int offset)
    {
        var frame = _test.Take();
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Memory.Load<int>(frame, offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Memory.Store(frame, offset, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Memory.ReadBytes(frame, offset, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Memory.WriteBytes(frame, offset, new byte[4]));
    }

    [Fact]
    public void Generations_count_how_often_a_frame_came_back()
    {
        var frame = _test.Take(1);
        Assert.Equal((0u, 0u), (_test.Memory.GenerationOf(frame), _test.Memory.GenerationOf(frame.Plus(1))));
        _test.Memory.Free(_test.Cpu, frame, 1);
        Assert.Equal((1u, 1u), (_test.Memory.GenerationOf(frame), _test.Memory.GenerationOf(frame.Plus(1))));
        Assert.Equal(frame, _test.Take());
        Assert.Equal((1u, 1u), (_test.Memory.GenerationOf(frame), _test.Memory.GenerationOf(frame.Plus(1))));
        _test.Memory.Put(_test.Cpu, frame);
        Assert.Equal((2u, 1u), (_test.Memory.GenerationOf(frame), _test.Memory.GenerationOf(frame.Plus(1))));
        _test.Memory.Frame(frame).Generation = uint.MaxValue;
        Assert.Equal(frame, _test.Take());
        _test.Memory.Put(_test.Cpu, frame);
        Assert.Equal((0u, FrameType.Free), (_test.Memory.GenerationOf(frame), _test.Memory.TypeOf(frame)));
    }

    public void Dispose() => _test.Dispose();
}
