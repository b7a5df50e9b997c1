namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>What became of a transplant.</summary>
/// <param name="CodeBase">Where it was.</param>
/// <param name="Transplant">What it was.</param>
/// <param name="Miss">Why nothing was said, as far as that can be told; null if it was found.</param>
internal sealed record Outcome(string CodeBase, Transplant Transplant, string? Miss)
{
    public bool IsFound => Miss is null;
}
