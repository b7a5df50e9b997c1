using System.Collections.Immutable;
using System.Globalization;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>Understands the arguments behind <c>transplants</c>.</summary>
internal static class TransplantOptionReader
{
    /// <exception cref="UsageException">An argument is unknown, lacks its value or names nothing that exists.</exception>
    public static TransplantOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new TransplantOptions();
        var compiling = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (!name.StartsWith('-'))
            {
                options = options with { Folders = options.Folders.Add(Folder(name)) };
                continue;
            }

            var value = i + 1 < arguments.Length ? arguments[i + 1] : string.Empty;
            switch (name)
            {
                case "--limit":
                    options = options with { Limit = Number(name, value) };
                    i++;
                    break;
                case "--rounds":
                    options = options with { Rounds = Number(name, value) };
                    i++;
                    break;
                case "--seed":
                    options = options with { Seed = Number(name, value) };
                    i++;
                    break;
                case "--implicit-usings" or "--no-nullable":
                    compiling.Add(name);
                    break;
                case "--define" or "--reference":
                    compiling.Add(name);
                    compiling.Add(value);
                    i++;
                    break;
                default:
                    throw new UsageException($"'{name}' is no option of transplants");
            }
        }

        return options.Folders.IsEmpty
            ? throw new UsageException("transplants wants a folder of C#")
            : options with { Compiling = AnalyzerOptionReader.Read(compiling.ToArray()) };
    }

    private static string Folder(string path) =>
        Directory.Exists(path) && Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Any()
            ? Path.GetFullPath(path)
            : throw new UsageException($"no C# file lies below '{path}'");

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : throw new UsageException($"{name} wants a number from 1, not '{value}'");
}
