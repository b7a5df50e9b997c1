namespace MmAnalyzers.Engine.Ordering;

/// <summary>How much is spent on finding cycles. What a limit cuts is counted in <see cref="CycleFindings"/>, never dropped unseen.</summary>
/// <param name="MaxLength">Most locks, and so threads, in one cycle: nobody follows a longer story.</param>
/// <param name="MaxExpansions">Most ways tried on behalf of one pair of classes.</param>
/// <param name="MaxPerComponent">Most cycles reported for one tangle of locks: past that, the tangle is the finding.</param>
/// <param name="MaxExpansionsPerComponent">Most ways tried in one tangle altogether: thousands of pairs, all gated, would each use up their own share.</param>
internal sealed record CycleLimits(int MaxLength, int MaxExpansions, int MaxPerComponent, int MaxExpansionsPerComponent)
{
    /// <summary>What the product uses.</summary>
    public static readonly CycleLimits Default = new(MaxLength: 8, MaxExpansions: 1000, MaxPerComponent: 10, MaxExpansionsPerComponent: 200_000);

    /// <summary>The limits among the engine's budgets; a whole component may spend as much as two hundred pairs.</summary>
    public static CycleLimits Of(Budgets budgets) =>
        new(budgets.CycleLength, budgets.CycleExpansions, budgets.Cycles, 200 * budgets.CycleExpansions);
}
