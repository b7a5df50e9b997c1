namespace MmAnalyzers.Verdicts.Cells;

/// <summary>A column of the matrix.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Rule">The rule that names the defect, when running shows one; none for a pattern that is sound.</param>
/// <param name="Distances">The distances at which it is written.</param>
/// <param name="Program">The program.</param>
/// <param name="Twin">The nearest sound program; none for a pattern that is sound itself.</param>
internal sealed record Pattern(string Name, string? Rule, IReadOnlyList<Distance> Distances, Action<ProgramWriter> Program, Action<ProgramWriter>? Twin = null)
{
    /// <summary>How its programs are run.</summary>
    public Scene Scene { get; init; }

    /// <summary>Why a primitive cannot be used in it; null if it can.</summary>
    public Func<Primitive, Distance, string?> Refuses { get; init; } = (_, _) => null;

    /// <summary>Why the twin is no sound program with a primitive; null if it is.</summary>
    public Func<Primitive, string?> RefusesTwin { get; init; } = _ => null;
}
