namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>What one piece of work took.</summary>
/// <param name="Milliseconds">Processor time of the whole process.</param>
/// <param name="Bytes">Memory allocated.</param>
/// <param name="Collecting">Milliseconds of it that went into garbage collections.</param>
internal readonly record struct Cost(double Milliseconds, long Bytes, double Collecting)
{
    /// <summary>What several pieces of work took on average.</summary>
    public static Cost Mean(IReadOnlyCollection<Cost> costs) =>
        new(costs.Average(cost => cost.Milliseconds), (long)costs.Average(cost => cost.Bytes), costs.Average(cost => cost.Collecting));

    /// <summary>The cost of some work. What earlier work left behind is collected first, so that it is not paid here.</summary>
    public static Cost Of(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var pauses = GC.GetTotalPauseDuration();
        var before = Environment.CpuUsage.TotalTime;
        work();
        return new(
            (Environment.CpuUsage.TotalTime - before).TotalMilliseconds,
            GC.GetTotalAllocatedBytes(precise: true) - bytes,
            (GC.GetTotalPauseDuration() - pauses).TotalMilliseconds);
    }

    /// <summary>The same with collections paid by the byte: a build has one or two of them, each a twentieth of it, and which build pays the second is chance.</summary>
    /// <param name="millisecondsPerByte">What collections cost, over many builds.</param>
    public Cost Smooth(double millisecondsPerByte) => this with { Milliseconds = Milliseconds - Collecting + (Bytes * millisecondsPerByte), Collecting = Bytes * millisecondsPerByte };
}
