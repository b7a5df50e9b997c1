using System.Globalization;
using MmAnalyzers.Verdicts.Cells;
using MmAnalyzers.Verdicts.Deriving;

namespace MmAnalyzers.Verdicts;

/// <summary>The command line.</summary>
internal static class Program
{
    private const string Help = """
        Runs the programs of the matrix and keeps what they did, see docs/matrix.md.

          derive [--processes N]        runs every cell and writes tools/Verdicts/verdicts.txt
          derive TEXT [--processes N]   runs the cells whose names contain TEXT and replaces their lines in the file
          try TEXT [--processes N]      runs the cells whose names contain TEXT and prints their lines
          list                          prints the names of all cells
          show NAME                     prints the program of a cell, as it is analysed and as it is run
          run TEXT FIRST COUNT          runs some cells in this process: what the other commands start
          --help                        prints this

        The exit status is 0 if all went well, 1 if a cell could not be run, 2 if the command was not understood.
        """;

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return arguments switch
            {
                ["derive", var text, .. var rest] when !text.StartsWith('-') => await Derive(text, Processes(rest)),
                ["derive", .. var rest] => await Derive("", Processes(rest)),
                ["try", var text, .. var rest] => await Try(text, Processes(rest)),
                ["list"] => Print(string.Join('\n', Catalogue.All.Select(cell => cell.Name))),
                ["show", var name] => Show(name),
                [Batch.Command, var text, var first, var count] => Run(text, Number(first), Number(count)),
                ["--help" or "-h" or "help"] => Print(Help),
                _ => throw new FormatException(arguments.Length == 0 ? "No command." : $"Not understood: {string.Join(' ', arguments)}."),
            };
        }
        catch (FormatException problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Message}\n\n{Help}");
            return 2;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task<int> Derive(string text, int processes)
    {
        var path = Path.Combine(Root(), VerdictFile.RelativePath);
        var derived = await Derivation.Of(text, processes);
        var names = derived.Select(line => line.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            throw new FormatException($"No cell has '{text}' in its name.");
        }

        // What is not derived stays, unless its cell is gone.
        var listed = Catalogue.All.Select(cell => cell.Name).ToHashSet(StringComparer.Ordinal);
        var lines = VerdictFile.Read(path).Where(line => listed.Contains(line.Name) && !names.Contains(line.Name)).Concat(derived).ToList();
        VerdictFile.Write(path, lines);
        var kinds = lines.GroupBy(line => line.Verdict.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        return Print($"{derived.Count} cells derived; the file has {lines.Count}: {string.Join(", ", kinds)}");
    }

    private static async Task<int> Try(string text, int processes)
    {
        var lines = await Derivation.Of(text, processes);
        return lines.Count == 0
            ? throw new FormatException($"No cell has '{text}' in its name.")
            : Print(string.Join('\n', lines.OrderBy(line => line.Name, StringComparer.Ordinal)));
    }

    private static int Show(string name)
    {
        var cell = Catalogue.All.FirstOrDefault(one => one.Name == name) ?? throw new FormatException($"No cell is called '{name}'.");
        return Print(string.Join("\n", new[] { cell.Text.Library, cell.Text.App, cell.RunText.Library, cell.RunText.App }.OfType<string>()));
    }

    private static int Run(string wanted, int first, int count)
    {
        Batch.Run(wanted, first, count);

        // Threads of cells that hang are still there.
        Environment.Exit(0);
        return 0;
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }

    private static int Processes(string[] rest) => rest switch
    {
        [] => 2 * Environment.ProcessorCount,
        ["--processes", var count] when Number(count) > 0 => Number(count),
        _ => throw new FormatException($"Not understood: {string.Join(' ', rest)}."),
    };

    private static int Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw new FormatException($"Not a number: {text}.");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MmAnalyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{Environment.CurrentDirectory} does not lie in a checkout of the repository.");
    }
}
