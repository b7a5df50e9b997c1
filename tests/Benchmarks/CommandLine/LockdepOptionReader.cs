using System.Globalization;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>Understands the arguments behind <c>lockdep</c>.</summary>
internal static class LockdepOptionReader
{
    /// <exception cref="UsageException">An argument is unknown or lacks its value.</exception>
    public static LockdepOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new LockdepOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new UsageException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--json" => options with { Json = value },
                "--repeat" => options with { Repeat = Number(arguments[i], value) },
                "--starts" => options with { Starts = Number(arguments[i], value) },
                _ => throw new UsageException($"'{arguments[i]}' is no option of lockdep"),
            };
        }

        return options;
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : throw new UsageException($"{option} wants a number from 1, not '{value}'");
}
