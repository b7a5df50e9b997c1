using System.Diagnostics.CodeAnalysis;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>What is said of misuse.</summary>
public sealed partial class PhysicalMemory
{
    /// <summary>Frames that are named when some are left.</summary>
    private const int MostNamed = 3;

    private string DescribeSites(uint frame) => _sites?.Describe(frame) ?? string.Empty;

    [DoesNotReturn]
    private void ThrowNotFreeable(uint frame, int order, CallSite site)
    {
        var (record, name) = (_frames[frame], new Pfn(frame));
        var fault = record.Type == FrameType.Free ? $"Frame {name} is freed, and is free already"
            : record.Type == FrameType.Reserved ? $"Frame {name} is freed, and is reserved: it was never allocated"
            : record.Order == FrameRecord.TailOrder ? $"Frame {name} is freed on its own, and is part of the larger folio of frame {new Pfn(record.Head)}"
            : $"Frame {name} is freed with order {order}, and was allocated with order {record.Order}";
        throw new MmUsageException($"{fault}{FrameSites.Part("; freed at ", site)}{DescribeSites(frame)}.");
    }

    [DoesNotReturn]
    private void ThrowReferenced(uint frame, CallSite site)
    {
        var record = _frames[frame];
        throw new MmUsageException(
            $"Frame {new Pfn(frame)} of type {record.Type} is freed with {FrameCounts.References(record.Counts)} references and {FrameCounts.Maps(record.Counts)} maps"
            + $"{FrameSites.Part("; freed at ", site)}{DescribeSites(frame)}.");
    }

    [DoesNotReturn]
    private static void ThrowDamaged(uint frame, string last, CallSite site) => throw new MmUsageException(
        $"Somebody wrote to the contents of frame {new Pfn(frame)}, or of one of those allocated together with it, after it was freed{last}"
        + $"{FrameSites.Part("; found when it was allocated again at ", site)}. It is free again.");

    [DoesNotReturn]
    private void ThrowUncounted(uint frame, string what)
    {
        var record = _frames[frame];
        throw new MmUsageException(
            $"{what} of frame {new Pfn(frame)}, which is of type {record.Type} and has {FrameCounts.References(record.Counts)} references and "
            + $"{FrameCounts.Maps(record.Counts)} maps{DescribeSites(frame)}.");
    }

    [DoesNotReturn]
    private void ThrowFreeUsed(uint frame) => throw new MmUsageException($"The contents of frame {new Pfn(frame)} are used, and it is free{DescribeSites(frame)}.");

    [DoesNotReturn]
    private void ThrowForeign(Cpu cpu) =>
        throw new MmUsageException($"Processor {cpu.Number} does not belong to this memory, which was made for {_cpus}.");

    private string DescribeSomeLeft()
    {
        var left = new List<string>();
        for (var frame = ReservedFrames; frame < _frames.Count && left.Count < MostNamed && _sites is not null; frame++)
        {
            if (_frames[frame].Type is not (FrameType.Free or FrameType.Reserved) && _frames[frame].Order != FrameRecord.TailOrder)
            {
                left.Add($"{new Pfn(frame)}{DescribeSites(frame)}");
            }
        }

        return left.Count == 0 ? string.Empty : $", such as {string.Join("; ", left)}";
    }
}
