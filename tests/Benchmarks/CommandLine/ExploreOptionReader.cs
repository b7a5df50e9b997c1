using System.Globalization;

namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>Understands the arguments behind <c>explore</c>.</summary>
internal static class ExploreOptionReader
{
    /// <exception cref="UsageException">An argument is unknown or lacks its value.</exception>
    public static ExploreOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new ExploreOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new UsageException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--json" => options with { Json = value },
                "--seeds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 => options with { Seeds = number },
                "--seeds" => throw new UsageException($"--seeds wants a number from 1, not '{value}'"),
                _ => throw new UsageException($"'{arguments[i]}' is no option of explore"),
            };
        }

        return options;
    }
}
