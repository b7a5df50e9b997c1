using System.Diagnostics;
using System.Text;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>Runs the dotnet command line as a user would, and keeps nothing running behind it.</summary>
internal static class Dotnet
{
    // Only against a command that never ends: a build takes three seconds, or minutes on a machine that is busy with others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Exit code and everything the command wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Host(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host got from MSBuild must not decide how a scratch project is built.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output));
        using var cancellation = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(cancellation.Token);
            await reading.WaitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end.\n{output}");
        }

        return (process.ExitCode, output.ToString());
    }

    private static string Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    private static async Task ReadAsync(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
