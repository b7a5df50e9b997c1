namespace MmAnalyzers.Verdicts.Cells;

/// <summary>What a writer has to write.</summary>
/// <param name="Primitive">The locks.</param>
/// <param name="Distance">What lies between them.</param>
/// <param name="Scene">How it will be run.</param>
/// <param name="IsRun">Whether the text is to be run.</param>
internal sealed record Order(Primitive Primitive, Distance Distance, Scene Scene, bool IsRun);
