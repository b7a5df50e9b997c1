namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The sources of a cell.</summary>
/// <param name="App">The project with the threads.</param>
/// <param name="Library">The project that it refers to, if the distance needs one.</param>
internal sealed record ProgramText(string App, string? Library);
