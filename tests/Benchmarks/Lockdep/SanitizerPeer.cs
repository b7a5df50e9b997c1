using System.Diagnostics;
using System.Globalization;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>The same nest in C++, under the thread sanitizer with and without its search for deadlocks; absent where there is no compiler.</summary>
internal sealed class SanitizerPeer : IDisposable
{
    private readonly string _program;

    private SanitizerPeer(string program) => _program = program;

    /// <summary>Compiles it; null if that does not work here.</summary>
    public static SanitizerPeer? TryBuild(TextWriter progress)
    {
        var folder = Directory.CreateTempSubdirectory("mm-peer-").FullName;
        var peer = new SanitizerPeer(Path.Combine(folder, "nest"));
        try
        {
            Output("g++", "-O2", "-g", "-fsanitize=thread", "-pthread", Path.Combine(AppContext.BaseDirectory, "Peers", "nest.cpp"), "-o", peer._program);
            peer.NestedPair(isSearching: true, iterations: 1000);
            return peer;
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or InvalidOperationException or FormatException)
        {
            progress.WriteLine($"no thread sanitizer here: {missing.Message}");
            peer.Dispose();
            return null;
        }
    }

    /// <summary>Processor nanoseconds of one of four nested pairs.</summary>
    /// <param name="isSearching">Whether it looks for deadlocks.</param>
    /// <param name="iterations">How many nests to time.</param>
    public double NestedPair(bool isSearching, int iterations)
    {
        Environment.SetEnvironmentVariable("TSAN_OPTIONS", $"detect_deadlocks={(isSearching ? 1 : 0)}");
        return double.Parse(Output(_program, iterations.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture) / 4;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_program)!, recursive: true);

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {errors.Result.Split('\n')[0]}");
    }
}
