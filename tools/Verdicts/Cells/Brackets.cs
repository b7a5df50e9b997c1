namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The text around something done under a lock; <c>{0}</c> is the lock and <c>{1}</c> a suffix that is unique in the method.</summary>
/// <param name="Open">What stands before.</param>
/// <param name="Close">What stands behind.</param>
internal sealed record Brackets(string Open, string Close)
{
    /// <summary>Calls, the second in a <c>finally</c>.</summary>
    public static Brackets Finally(string acquire, string release) => new(acquire + "\ntry\n{", "}\nfinally\n{\n" + release + "\n}");

    /// <summary>A call that says whether it succeeded, and what undoes it in a <c>finally</c>.</summary>
    public static Brackets If(string attempt, string release) => new($"if ({attempt})\n{{\ntry\n{{", "}\nfinally\n{\n" + release + "\n}\n}");
}
