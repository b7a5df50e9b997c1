using System.Diagnostics;
using System.Globalization;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>A running <see cref="Workload"/>, seen from outside.</summary>
internal sealed class MeasuredChild : IDisposable
{
    // The compiler waits for a tenth of a second without new code before it starts, and goes through several stages.
    private const int WarmMilliseconds = 1_500;

    private readonly Process _process;

    /// <summary>Starts one.</summary>
    /// <param name="isOn">Whether it validates.</param>
    /// <param name="listing">Where the compiler lists the machine code of the workloads, if anywhere.</param>
    public MeasuredChild(bool isOn, string? listing = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Workload).Assembly.Location);
        start.ArgumentList.Add(Workload.Command);
        start.Environment["MMRUNTIME_VALIDATE"] = isOn ? "1" : "0";

        // As programs run: code that is hot is compiled again, laid out for the way it mostly takes. A listing is of what is compiled once and for all.
        start.Environment["DOTNET_TieredCompilation"] = listing is null ? "1" : "0";
        if (listing is not null)
        {
            start.Environment["DOTNET_JitStdOutFile"] = listing;
            start.Environment["DOTNET_JitDisasm"] = "NestLocks NestSpins Mix GuardedLocks GuardedSpins GuardedMix Enter Read Exit ExitRead TryEnter";
        }

        _process = Process.Start(start)!;
        var state = _process.StandardOutput.ReadLine();
        if (state != (isOn ? "on" : "off"))
        {
            throw new InvalidOperationException($"The child says that validation is '{state}'.");
        }
    }

    /// <summary>Has it run something.</summary>
    /// <returns>Processor nanoseconds an iteration, and bytes allocated in all.</returns>
    public (double Nanoseconds, long Bytes) Run(string name, int iterations)
    {
        _process.StandardInput.WriteLine($"{name} {iterations.ToString(CultureInfo.InvariantCulture)}");
        _process.StandardInput.Flush();
        var words = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The child is gone.")).Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Has it run something until the compiler is done with it.</summary>
    public void Warm(string name, int iterations)
    {
        for (var clock = Stopwatch.StartNew(); clock.ElapsedMilliseconds < WarmMilliseconds;)
        {
            Run(name, iterations);
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
