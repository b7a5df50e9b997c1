using MmAnalyzers.Benchmarks.Measuring;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>One workload with and without validation: two processes that take turns, started several times.</summary>
/// <param name="name">What the measured process calls it.</param>
/// <param name="iterations">Iterations of one measurement.</param>
/// <param name="pairs">Acquire and release pairs in an iteration.</param>
/// <param name="bound">What the ratio must not exceed.</param>
internal sealed class Comparison(string name, int iterations, int pairs, double bound)
{
    private readonly List<double> _offs = [];
    private readonly List<double> _ons = [];

    /// <summary>All of them.</summary>
    /// <remarks>
    /// A lock of the framework or a sleeping one among ordinary work must hardly show. A spinning lock alone costs less than its validation: that ratio is to be read
    /// beside the nanoseconds.
    /// </remarks>
    public static IReadOnlyList<Comparison> All() =>
    [
        new("nest4_lock", 200_000, 4, 1.20),
        new("nest4_spin", 500_000, 4, 3.00),
        new("nest4_spin_known", 500_000, 4, 2.50),
        new("nest4_two_threads", 500_000, 4, 2.50),
        new("mix", 100_000, 3, 1.10),
        new("mix_known", 100_000, 3, 1.10),
    ];

    /// <summary>What the measured process calls it.</summary>
    public string Name => name;

    /// <summary>What the ratio must not exceed.</summary>
    public double Bound => bound;

    /// <summary>Nanoseconds of an iteration without validation: the median over all starts.</summary>
    public double Off => Series.Quantile(_offs, 0.5);

    /// <summary>Likewise with it.</summary>
    public double On => Series.Quantile(_ons, 0.5);

    /// <summary>What validation adds to a pair: the median over the starts of what each start says.</summary>
    public double Added => AddedAt(0.5);

    /// <summary>What it adds in the starts that say least or most.</summary>
    public double AddedAt(double part) => Series.Quantile(_offs.Zip(_ons, (off, on) => (on - off) / pairs), part);

    /// <summary>How much longer an iteration takes: the median over the starts.</summary>
    public double Ratio => Series.Quantile(_offs.Zip(_ons, (off, on) => on / off), 0.5);

    /// <summary>Measures in one start of the two.</summary>
    public void Measure(MeasuredChild off, MeasuredChild on, int repeat)
    {
        var (without, with) = (new List<double>(), new List<double>());
        Warm(off);
        Warm(on);
        for (var i = 0; i < repeat; i++)
        {
            without.Add(off.Run(name, iterations).Nanoseconds);
            with.Add(on.Run(name, iterations).Nanoseconds);
        }

        _offs.Add(Series.Quantile(without, 0.5));
        _ons.Add(Series.Quantile(with, 0.5));
    }

    /// <summary>Runs it once, not measured.</summary>
    /// <returns>Bytes allocated.</returns>
    public long Warm(MeasuredChild child) => child.Run(name, iterations).Bytes;
}
