using MmAnalyzers.Verdicts.Running;

namespace MmAnalyzers.Verdicts.Deriving;

/// <summary>A line of the verdict file: name, verdict and evidence between tabulators.</summary>
/// <param name="Name">The cell's name.</param>
/// <param name="Verdict">What running it showed.</param>
internal sealed record VerdictLine(string Name, Verdict Verdict)
{
    /// <summary>Reads a line.</summary>
    public static VerdictLine Parse(string line) =>
        line.Split('\t') is [var name, var kind, var evidence]
            ? new(name, new(kind, evidence))
            : throw new FormatException($"Not a line of name, verdict and evidence: '{line}'.");

    /// <inheritdoc/>
    public override string ToString() => $"{Name}\t{Verdict.Kind}\t{Verdict.Evidence}";
}
