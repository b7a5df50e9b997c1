namespace MmAnalyzers.Verdicts.Cells;

/// <summary>A program of the matrix.</summary>
/// <param name="Name">Pattern, primitive and distance.</param>
/// <param name="Space">The namespace of its types, no other cell's.</param>
/// <param name="Pattern">Its pattern.</param>
/// <param name="Primitive">Its primitive.</param>
/// <param name="Distance">Its distance.</param>
/// <param name="IsTwin">Whether it is the near miss of the cell before it.</param>
internal sealed record Cell(string Name, string Space, Pattern Pattern, Primitive Primitive, Distance Distance, bool IsTwin)
{
    /// <summary>The text that is analysed.</summary>
    public ProgramText Text => Write(isRun: false);

    /// <summary>The same text with a rendezvous after each acquisition, and a class that starts it.</summary>
    public ProgramText RunText => Write(isRun: true);

    /// <summary>How it is run.</summary>
    public Scene Scene => Pattern.Scene;

    private ProgramText Write(bool isRun)
    {
        var writer = new ProgramWriter(new(Primitive, Distance, Scene, isRun), Space);
        (IsTwin ? Pattern.Twin! : Pattern.Program)(writer);
        return writer.Finish();
    }
}
