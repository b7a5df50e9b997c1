using MmAnalyzers.Verdicts.Cells;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>
/// Every defect that running shows and the analyzers are known to miss. There is no table for false alarms: nobody may be used to those.
/// A cell that becomes right turns a test red, so that its row is removed.
/// </summary>
internal static class ExpectedMisses
{
    public static IReadOnlyList<ExpectedMiss> All { get; } =
    [
        new(
            "whether anybody writes is not known where a body reads under two locks",
            cell => cell.Pattern.Name == "two objects" && cell.Primitive.Name.EndsWith("read, with writers", StringComparison.Ordinal)),
        new(
            "two gates that are objects of one wrapper class count as one gate: nothing says that the fields are two objects",
            cell => cell.Primitive.Name is ("wrapper of Monitor" or "wrapper of SemaphoreSlim" or "guard returned by a wrapper")
                && cell.Pattern.Name == "different gates"),
    ];

    /// <summary>The row of a cell that shows a defect; null if it has to be right.</summary>
    public static ExpectedMiss? Of(Cell cell) => All.FirstOrDefault(row => row.Covers(cell));
}
