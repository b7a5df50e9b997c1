namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>Repeated measurements of one thing.</summary>
internal sealed class Series
{
    private readonly List<Cost> _costs = [];

    public int Count => _costs.Count;

    /// <summary>The median time.</summary>
    public double Milliseconds => Quantile(0.5);

    /// <summary>The time that nine of ten measurements do not exceed.</summary>
    public double NinetiethMilliseconds => Quantile(0.9);

    /// <summary>The median of allocated memory.</summary>
    public double Bytes => Quantile(_costs.Select(cost => (double)cost.Bytes), 0.5);

    public void Add(Cost cost) => _costs.Add(cost);

    /// <summary>The value below which a part of others lies; between two measurements, the part of the way between them.</summary>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        var ordered = values.Order().ToList();
        if (ordered.Count == 0)
        {
            return 0;
        }

        var position = part * (ordered.Count - 1);
        var below = (int)position;
        return below + 1 < ordered.Count ? ordered[below] + ((position - below) * (ordered[below + 1] - ordered[below])) : ordered[below];
    }

    private double Quantile(double part) => Quantile(_costs.Select(cost => cost.Milliseconds), part);
}
