using MmRuntime.Atomics;
using MmRuntime.Cpus;

namespace MmRuntime.Physical;

/// <summary>Where frames come from, and what is done when there are too few.</summary>
/// <remarks>Source: <c>get_page_from_freelist</c>, <c>__alloc_pages_slowpath</c> (<c>mm/page_alloc.c</c>, v6.19).</remarks>
public sealed partial class PhysicalMemory
{
    /// <summary>How often memory is freed for one request, even if some is freed each time: others may take it before us.</summary>
    private const int MostReclaims = 16;

    private enum Mark
    {
        Low,
        Min,
    }

    // Below every zone, if the only one that would do does not exist.
    private int HighestZone(Gfp gfp) => (gfp & Gfp.Dma32) == 0 ? _zones.Length - 1 : _zones[0].Kind == ZoneKind.Dma32 ? 0 : -1;

    // What must be left in a zone; more in one that the request could have done without.
    private long FloorOf(int zone, int highest, Mark mark, Gfp gfp) =>
        (mark == Mark.Low ? _zones[zone].Marks.Low : _zones[zone].Marks.FloorFor(gfp)) + (zone < highest ? _zones[zone].LowmemReserve : 0);

    private bool TryFromZones(Cpu cpu, in FrameRequest request, Mark mark, out uint frame, CallSite site)
    {
        var highest = HighestZone(request.Gfp);
        for (var zone = highest; zone >= 0; zone--)
        {
            var floor = FloorOf(zone, highest, mark, request.Gfp);
            if ((request.Order == 0 && _percpu.Length > 0 && ListOf(cpu, zone).TryTake(request, floor, out frame, site))
                || _zones[zone].TryTake(request, floor, out frame, site))
            {
                return true;
            }
        }

        frame = 0;
        return false;
    }

    private bool TryHarder(Cpu cpu, in FrameRequest request, out uint frame, CallSite site)
    {
        Atomic.Add(ref _lowHits, 1);
        if ((request.Gfp & Gfp.WakeReclaimer) != 0)
        {
            _reclaimer.Wake(request.Node);
        }

        if (TryFromZones(cpu, request, Mark.Min, out frame, site))
        {
            return true;
        }

        Atomic.Add(ref _minHits, 1);
        return (request.Gfp & Gfp.DirectReclaim) != 0 && TryReclaiming(cpu, request, out frame, site);
    }

    private bool TryReclaiming(Cpu cpu, in FrameRequest request, out uint frame, CallSite site)
    {
        var rounds = (request.Gfp & Gfp.NoRetry) != 0 ? 1 : MostReclaims;
        DrainAll(site.File, site.Line);
        var isFound = TryFromZones(cpu, request, Mark.Min, out frame, site);
        for (var freed = 1L; !isFound && freed > 0 && rounds > 0; rounds--)
        {
            Atomic.Add(ref _reclaimCalls, 1);
            freed = _reclaimer.TryToFree(request);

            // What was freed may lie in the lists of processors, where blocks do not grow.
            DrainAll(site.File, site.Line);
            isFound = TryFromZones(cpu, request, Mark.Min, out frame, site);
        }

        return isFound;
    }
}
