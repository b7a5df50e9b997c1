using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MmAnalyzers.Benchmarks.Lockdep;

/// <summary>The same nest in C++, under validators of locks that exist; absent where there is no compiler.</summary>
internal sealed class NativeNest : IDisposable
{
    private const int Quick = 100_000;

    // Under valgrind a nest takes fifty microseconds.
    private const int Slow = 4_000;

    private readonly string _folder;

    private NativeNest(string folder) => _folder = folder;

    private string Plain => Path.Combine(_folder, "plain");

    private string Sanitized => Path.Combine(_folder, "sanitized");

    /// <summary>Compiles it; null if that does not work here.</summary>
    public static NativeNest? TryBuild(TextWriter progress)
    {
        var nest = new NativeNest(Directory.CreateTempSubdirectory("mm-peer-").FullName);
        if (Works(progress, "C++ compiler", () => Compile(nest.Plain)))
        {
            return nest;
        }

        nest.Dispose();
        return null;
    }

    /// <summary>Those that run here.</summary>
    public IEnumerable<Peer> Peers(TextWriter progress)
    {
        var tsan = new Peer("tsan", 5, () => Run([Sanitized], Quick, "detect_deadlocks=0"), () => Run([Sanitized], Quick, "detect_deadlocks=1"));
        if (Works(progress, "thread sanitizer", () =>
        {
            Compile(Sanitized, "-fsanitize=thread");
            tsan.With();
        }))
        {
            yield return tsan;
        }

        foreach (var tool in (string[])["helgrind", "drd"])
        {
            var peer = new Peer(tool, 100, () => Run([Plain], Quick), () => Run(["valgrind", "--tool=" + tool, "--fair-sched=yes", Plain], Slow));
            if (Works(progress, tool, () => peer.With()))
            {
                yield return peer;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Compile(string program, params string[] options) =>
        Output("g++", ["-O2", "-g", "-pthread", .. options, Path.Combine(AppContext.BaseDirectory, "Peers", "nest.cpp"), "-o", program]);

    // Processor nanoseconds of one of four nested pairs.
    private static double Run(string[] command, int iterations, string? sanitizer = null)
    {
        Environment.SetEnvironmentVariable("TSAN_OPTIONS", sanitizer);
        return double.Parse(Output(command[0], [.. command[1..], iterations.ToString(CultureInfo.InvariantCulture)]), CultureInfo.InvariantCulture) / 4;
    }

    private static bool Works(TextWriter progress, string what, Action attempt)
    {
        try
        {
            attempt();
            return true;
        }
        catch (Exception missing) when (missing is Win32Exception or InvalidOperationException or FormatException)
        {
            progress.WriteLine($"no {what} here: {missing.Message}");
            return false;
        }
    }

    private static string Output(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {errors.Result.Split('\n')[0]}");
    }

    /// <summary>One validator.</summary>
    /// <param name="Name">What the results call it.</param>
    /// <param name="Bound">How many times more than ours it has to cost.</param>
    /// <param name="Without">Nanoseconds of a pair without its search for deadlocks.</param>
    /// <param name="With">Nanoseconds of a pair with it.</param>
    internal sealed record Peer(string Name, double Bound, Func<double> Without, Func<double> With);
}
