namespace MmAnalyzers.Tests.Matrix;

/// <summary>A program and what is to be said about it.</summary>
/// <param name="Name">Pattern and primitive.</param>
/// <param name="Program">The source.</param>
/// <param name="Expected">The verdict.</param>
/// <param name="IsNearMiss">Whether it is the sound twin of a reported cell.</param>
internal sealed record Cell(string Name, string Program, Verdict Expected, bool IsNearMiss);
