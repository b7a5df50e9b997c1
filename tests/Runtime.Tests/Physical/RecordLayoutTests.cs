using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MmRuntime.Physical;

namespace MmRuntime.Tests.Physical;

/// <summary>The record is as it is drawn.</summary>
public sealed class RecordLayoutTests
{
    [Theory]
    [InlineData(nameof(FrameRecord.Flags), 0, 8)]
    [InlineData(nameof(FrameRecord.Counts), 8, 8)]
    [InlineData(nameof(FrameRecord.Mapping), 16, 8)]
    [InlineData(nameof(FrameRecord.TableLock), 16, 4)]
    [InlineData(nameof(FrameRecord.TableLevel), 22, 1)]
    [InlineData(nameof(FrameRecord.EntireMaps), 16, 4)]
    [InlineData(nameof(FrameRecord.MappedFrames), 20, 4)]
    [InlineData(nameof(FrameRecord.Index), 24, 8)]
    [InlineData(nameof(FrameRecord.TableOwner), 24, 8)]
    [InlineData(nameof(FrameRecord.Head), 24, 4)]
    [InlineData(nameof(FrameRecord.Next), 32, 4)]
    [InlineData(nameof(FrameRecord.Previous), 36, 4)]
    [InlineData(nameof(FrameRecord.DepositedNext), 32, 4)]
    [InlineData(nameof(FrameRecord.Lines), 40, 8)]
    [InlineData(nameof(FrameRecord.Charge), 48, 4)]
    [InlineData(nameof(FrameRecord.Private), 52, 4)]
    [InlineData(nameof(FrameRecord.Tag), 56, 8)]
    [InlineData(nameof(FrameRecord.Generation), 56, 4)]
    [InlineData(nameof(FrameRecord.TypeByte), 60, 1)]
    [InlineData(nameof(FrameRecord.Order), 61, 1)]
    [InlineData(nameof(FrameRecord.Block), 62, 1)]
    [InlineData(nameof(FrameRecord.Zone), 63, 1)]
    public void Fields_are_where_they_are_drawn(string field, int offset, int size)
    {
        var type = typeof(FrameRecord).GetField(field)!.FieldType;
        Assert.Equal(offset, Marshal.OffsetOf<FrameRecord>(field).ToInt32());
        Assert.Equal(size, Marshal.SizeOf(type));
    }

    [Fact]
    public void Every_field_is_drawn_and_the_record_is_one_cache_line()
    {
        var drawn = typeof(RecordLayoutTests).GetMethod(nameof(Fields_are_where_they_are_drawn))!.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (string)((IEnumerable<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).First().Value!).ToHashSet();
        var fields = typeof(FrameRecord).GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic);
        Assert.Equal(fields.Select(field => field.Name).Order(), drawn.Order());
        Assert.Equal(64, Unsafe.SizeOf<FrameRecord>());
    }

    [Fact]
    public void Words_that_the_explorer_knows_are_the_fields()
    {
        Assert.Equal(FrameRecord.FlagsWord * 8, Marshal.OffsetOf<FrameRecord>(nameof(FrameRecord.Flags)).ToInt32());
        Assert.Equal(FrameRecord.CountsWord * 8, Marshal.OffsetOf<FrameRecord>(nameof(FrameRecord.Counts)).ToInt32());
        Assert.Equal(FrameRecord.LinesWord * 8, Marshal.OffsetOf<FrameRecord>(nameof(FrameRecord.Lines)).ToInt32());
        Assert.Equal(FrameRecord.TagWord * 8, Marshal.OffsetOf<FrameRecord>(nameof(FrameRecord.Tag)).ToInt32());
    }

    [Fact]
    public void Tag_holds_what_is_written_together()
    {
        var record = new FrameRecord { Tag = 0x04_03_02_01_00000009 };
        Assert.Equal((9u, (byte)1, (byte)2, (byte)3, (byte)4), (record.Generation, record.TypeByte, record.Order, record.Block, record.Zone));
    }
}
