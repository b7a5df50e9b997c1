using MmAnalyzers.Benchmarks.Measuring;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>One workload with and without validation: two processes that take turns, started several times.</summary>
/// <param name="name">What the measured process calls it.</param>
/// <param name="iterations">Iterations of one measurement.</param>
/// <param name="pairs">Acquire and release pairs in an iteration.</param>
/// <param name="bound">What the ratio must not exceed.</param>
internal sealed class Comparison(string name, int iterations, int pairs, double bound)
{
    private readonly List<(double Off, double On)> _rounds = [];
    private readonly List<double> _starts = [];

    /// <summary>All of them: as hot paths do it, with the task at hand and explicit exits, and with guards that look the task up.</summary>
    /// <remarks>
    /// A lock of the framework or a sleeping one among ordinary work must hardly show. A spinning lock alone costs less than its validation: that ratio is to be read
    /// beside the nanoseconds.
    /// </remarks>
    public static IReadOnlyList<Comparison> All() =>
    [
        new("nest4_lock", 50_000, 4, 1.20),
        new("nest4_spin", 200_000, 4, 2.50),
        new("nest4_two_threads", 200_000, 4, 2.50),
        new("mix", 20_000, 3, 1.10),
        new("nest4_lock_guards", 50_000, 4, 1.20),
        new("nest4_spin_guards", 200_000, 4, 3.00),
        new("mix_guards", 20_000, 3, 1.10),
    ];

    /// <summary>What the measured process calls it.</summary>
    public string Name => name;

    /// <summary>What the ratio must not exceed.</summary>
    public double Bound => bound;

    /// <summary>Nanoseconds of an iteration without validation: the median over all rounds.</summary>
    public double Off => Series.Quantile(_rounds.Select(round => round.Off), 0.5);

    /// <summary>Likewise with it.</summary>
    public double On => Series.Quantile(_rounds.Select(round => round.On), 0.5);

    /// <summary>What validation adds to a pair: the median of what each round says, whose two halves follow each other.</summary>
    public double Added => Series.Quantile(_rounds.Select(AddedIn), 0.5);

    /// <summary>What it adds in the start that says least, and in the one that says most.</summary>
    public (double Least, double Most) Range => (_starts.Min(), _starts.Max());

    /// <summary>How much longer an iteration takes, likewise.</summary>
    public double Ratio => Series.Quantile(_rounds.Select(round => round.On / round.Off), 0.5);

    /// <summary>Measures in one start of the two.</summary>
    public void Measure(MeasuredChild off, MeasuredChild on, int repeat)
    {
        off.Warm(name, iterations);
        on.Warm(name, iterations);
        for (var i = 0; i < repeat; i++)
        {
            _rounds.Add((off.Run(name, iterations).Nanoseconds, on.Run(name, iterations).Nanoseconds));
        }

        _starts.Add(Series.Quantile(_rounds.TakeLast(repeat).Select(AddedIn), 0.5));
    }

    /// <summary>Runs it once, not measured.</summary>
    /// <returns>Bytes allocated.</returns>
    public long Allocated(MeasuredChild child) => child.Run(name, iterations).Bytes;

    private double AddedIn((double Off, double On) round) => (round.On - round.Off) / pairs;
}
