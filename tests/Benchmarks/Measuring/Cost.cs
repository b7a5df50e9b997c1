namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>What one piece of work took.</summary>
/// <param name="Milliseconds">Processor time of the whole process.</param>
/// <param name="Bytes">Memory allocated.</param>
internal readonly record struct Cost(double Milliseconds, long Bytes)
{
    /// <summary>The cost of some work. What earlier work left behind is collected first, so that it is not paid here.</summary>
    public static Cost Of(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var before = Environment.CpuUsage.TotalTime;
        work();
        return new((Environment.CpuUsage.TotalTime - before).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
