using System.Runtime.CompilerServices;
using MmRuntime.Atomics;

namespace MmRuntime.Cpus;

/// <summary>Counters of events: each processor has its own, so that counting is an addition.</summary>
public sealed partial class Cpu
{
    private readonly long[] _events = new long[(int)VmEvent.TablesFreed + 1];

    /// <summary>How often something has happened here. A number for statistics, a little old when others ask.</summary>
    /// <param name="what">What.</param>
    public long EventsOf(VmEvent what) => Atomic.Read(in _events[(int)what]);

    /// <summary>Counts an event. By the task that runs here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(VmEvent what, long times = 1) => _events[(int)what] += times;

    /// <summary>Counts an event that somebody else brings about, who may do so while others do.</summary>
    internal void CountFromOutside(VmEvent what) => Atomic.Add(ref _events[(int)what], 1);
}
