namespace MmAnalyzers.Tests.Matrix;

/// <summary>What has to be said about one cell, and why.</summary>
/// <param name="Ids">The expected ids, separated by blanks; empty for silence.</param>
/// <param name="Why">The semantics behind it.</param>
internal sealed record Verdict(string Ids, string Why)
{
    /// <summary>Whether the pattern cannot be written down with this primitive.</summary>
    public bool NotExpressible { get; private init; }

    /// <summary>The pattern cannot be written down with this primitive.</summary>
    public static Verdict CannotBeWritten(string why) => new("", why) { NotExpressible = true };
}
