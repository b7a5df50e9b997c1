namespace MmAnalyzers.Tests.Matrix;

/// <summary>A column of the matrix.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Expect">The cell's verdict for a primitive.</param>
/// <param name="Program">The program.</param>
/// <param name="NearMiss">The nearest sound program; none for a pattern that is sound itself.</param>
internal sealed record Pattern(
    string Name, Func<Primitive, Verdict> Expect, Func<ProgramText, ProgramText> Program, Func<ProgramText, ProgramText>? NearMiss = null);
