using System.Globalization;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>Understands the arguments behind <c>analyzers</c>.</summary>
internal static class AnalyzerOptionReader
{
    private const int MostKloc = 2_000;
    private const int MostRepeats = 1_000;

    /// <exception cref="UsageException">An argument is unknown, lacks its value or names nothing that exists.</exception>
    public static AnalyzerOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new AnalyzerOptions();
        var rest = arguments;
        while (!rest.IsEmpty)
        {
            var name = rest[0];
            rest = rest[1..];
            if (Flag(options, name) is { } flagged)
            {
                options = flagged;
                continue;
            }

            if (rest.IsEmpty)
            {
                throw new UsageException($"'{name}' is no option, or lacks its value");
            }

            options = Valued(options, name, rest[0]) ?? throw new UsageException($"'{name}' is no option");
            rest = rest[1..];
        }

        return options;
    }

    private static AnalyzerOptions? Flag(AnalyzerOptions options, string name) => name switch
    {
        "--implicit-usings" => options with { ImplicitUsings = true },
        "--no-nullable" => options with { Nullable = false },
        "--no-peers" => options with { Peers = false },
        _ => null,
    };

    private static AnalyzerOptions? Valued(AnalyzerOptions options, string name, string value) => name switch
    {
        "--kloc" => options with { Kloc = Number(name, value, MostKloc) },
        "--repeat" => options with { Repeat = Number(name, value, MostRepeats) },
        "--documents" => options with { Documents = Number(name, value, MostRepeats) },
        "--corpus" => options with { Folders = options.Folders.Add(Folder(name, value)) },
        "--reference" => options with { References = options.References.Add(Existing(name, value)) },
        "--define" => options with { Symbols = options.Symbols.Add(value) },
        "--json" => options with { Json = value },
        "--svg" => options with { Svg = value },
        "--save" => options with { Save = value },
        _ => null,
    };

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new UsageException($"{name} wants a number from 1 to {most.ToString(CultureInfo.InvariantCulture)}, not '{value}'");

    private static string Folder(string name, string value)
    {
        if (!Directory.Exists(value))
        {
            throw new UsageException($"{name}: there is no folder '{value}'");
        }

        return Directory.EnumerateFiles(value, "*.cs", SearchOption.AllDirectories).Any()
            ? Path.GetFullPath(value)
            : throw new UsageException($"{name}: no C# file lies below '{value}'");
    }

    private static string Existing(string name, string value) =>
        File.Exists(value) || Directory.Exists(value) ? Path.GetFullPath(value) : throw new UsageException($"{name}: there is no '{value}'");
}
