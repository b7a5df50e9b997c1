using System.Globalization;
using System.Text;

namespace MmAnalyzers.Verdicts.Cells;

/// <summary>All programs of the matrix.</summary>
internal static class Catalogue
{
    private static readonly string[] DistanceNames = ["direct", "one call", "three calls", "interface", "lambda", "delegate field", "other project"];

    /// <summary>Every cell that can be written, each of a pattern with a rule followed by its twin.</summary>
    public static IReadOnlyList<Cell> All { get; } = [.. Patterns.All.SelectMany(pattern => pattern.Distances.SelectMany(at => Primitives.All.SelectMany(of => Of(pattern, of, at))))];

    /// <summary>How a distance is called in the name of a cell.</summary>
    public static string NameOf(Distance distance) => DistanceNames[(int)distance];

    /// <summary>Why a cell cannot be written; null if it can.</summary>
    public static string? Refusal(Pattern pattern, Primitive primitive, Distance distance) =>
        primitive.IsSynchronizedMethod && distance == Distance.OtherProject
            ? "the region is a method of the lock's class, which cannot call back into the project that uses it"
            : pattern.Refuses(primitive, distance);

    private static IEnumerable<Cell> Of(Pattern pattern, Primitive primitive, Distance distance)
    {
        if (Refusal(pattern, primitive, distance) is not null)
        {
            yield break;
        }

        var name = $"{pattern.Name} / {primitive.Name} / {NameOf(distance)}";
        yield return new(name, Space(name), pattern, primitive, distance, IsTwin: false);
        if (pattern.Twin is not null && pattern.RefusesTwin(primitive) is null)
        {
            yield return new(name + " / twin", Space(name) + "Twin", pattern, primitive, distance, IsTwin: true);
        }
    }

    private static string Space(string name)
    {
        var space = new StringBuilder();
        foreach (var word in name.Split([' ', '/', '.', ',', '(', ')', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            space.Append(char.ToUpper(word[0], CultureInfo.InvariantCulture)).Append(word.AsSpan(1));
        }

        return space.ToString();
    }
}
