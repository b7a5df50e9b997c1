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
            "summaries do not say how a lock of a compiled library was created, so that its policy and its count are unknown",
            cell => cell.Distance == Distance.OtherProject
                && cell.Pattern.Name is ("AA" or "ABBA" or "read to write")
                && (Starts(cell, "RWLS") || Starts(cell, "Semaphore") || cell.Primitive.Name == "guard struct of RWLS write")),
        new(
            "locks inside objects of one wrapper class are one class of locks, in which only opposite orders of two are looked for",
            cell => cell.Primitive.Name is ("wrapper of Monitor" or "wrapper of SemaphoreSlim" or "guard returned by a wrapper")
                && cell.Pattern.Name is ("different gates" or "three-lock cycle" or "four-lock cycle")),
    ];

    /// <summary>The row of a cell that shows a defect; null if it has to be right.</summary>
    public static ExpectedMiss? Of(Cell cell) => All.FirstOrDefault(row => row.Covers(cell));

    private static bool Starts(Cell cell, string name) => cell.Primitive.Name.StartsWith(name, StringComparison.Ordinal);
}
