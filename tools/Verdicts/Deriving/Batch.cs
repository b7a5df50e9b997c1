using System.Diagnostics;
using System.Globalization;
using MmAnalyzers.Verdicts.Cells;
using MmAnalyzers.Verdicts.Running;

namespace MmAnalyzers.Verdicts.Deriving;

/// <summary>Cells that one process runs: threads that hang end with it.</summary>
internal static class Batch
{
    /// <summary>The command of a process that runs cells.</summary>
    public const string Command = "run";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The cells whose names contain a text.</summary>
    public static IReadOnlyList<Cell> Wanted(string text) => [.. Catalogue.All.Where(cell => cell.Name.Contains(text, StringComparison.Ordinal))];

    /// <summary>Runs some of the wanted cells in this process and writes a line for each.</summary>
    public static void Run(string wanted, int first, int count)
    {
        // Awaiting cells block threads of the pool at each rendezvous.
        ThreadPool.SetMinThreads(64, 64);
        var cells = Wanted(wanted).Skip(first).Take(count).ToList();
        var assembly = CellProgram.Compile(cells);
        foreach (var cell in cells)
        {
            Console.Out.WriteLine(new VerdictLine(cell.Name, CellProgram.Run(assembly, cell)));
            Console.Out.Flush();
        }
    }

    /// <summary>Runs some of the wanted cells in another process and gives back their lines as they come.</summary>
    public static async Task Start(string wanted, int first, int count, Action<VerdictLine> take, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Batch).Assembly.Location);
        }

        foreach (var argument in new[] { Command, wanted, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process could be started.");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var done = 0;
        try
        {
            for (; done < count; done++)
            {
                var line = await process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Patience, cancel);
                take(VerdictLine.Parse(line ?? throw new InvalidOperationException("The process ended.")));
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or FormatException)
        {
            Kill(process);
            throw new InvalidOperationException($"{Wanted(wanted)[first + done].Name}: {failure.Message}\n{await errors}", failure);
        }
        finally
        {
            Kill(process);
        }
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
