namespace MmAnalyzers.Tests.Matrix;

/// <summary>All programs of the matrix.</summary>
internal static class Cells
{
    private static readonly Verdict Sound = new("", "the near miss: the same locks, soundly used");

    /// <summary>Every expressible cell, each reported one followed by its near miss.</summary>
    public static IReadOnlyList<Cell> All { get; } = [.. Patterns.All.SelectMany(pattern => Primitives.All.SelectMany(of => Of(pattern, of)))];

    private static IEnumerable<Cell> Of(Pattern pattern, Primitive primitive)
    {
        var expected = pattern.Expect(primitive);
        if (expected.NotExpressible)
        {
            yield break;
        }

        var name = $"{pattern.Name} / {primitive.Name}";
        yield return new Cell(name, pattern.Program(new ProgramText(primitive)).ToString(), expected, IsNearMiss: false);
        if (expected.Ids.Length > 0 && pattern.NearMiss is { } sound)
        {
            yield return new Cell(name + " (near miss)", sound(new ProgramText(primitive)).ToString(), Sound, IsNearMiss: true);
        }
    }
}
