using MmAnalyzers.Verdicts.Cells;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>Cells that are known to be judged wrongly.</summary>
/// <param name="Reason">What the engine does not know yet.</param>
/// <param name="Covers">The cells.</param>
internal sealed record ExpectedMiss(string Reason, Func<Cell, bool> Covers);
