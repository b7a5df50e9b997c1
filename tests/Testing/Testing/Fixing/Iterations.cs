namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>How often fixes were applied, and how often they should have been: exactly so often, or at most when negative.</summary>
internal sealed class Iterations(int expected)
{
    /// <summary>How often so far.</summary>
    public int Count { get; private set; }

    /// <summary>Counts one more; stops fixes that never come to an end.</summary>
    public void Next(IVerifier verifier, string lastAction)
    {
        Count++;
        verifier.False(Count > Math.Abs(expected) + 1, $"{Wanted}, but the fix is offered again and again; the last one was '{lastAction}'.");
    }

    /// <summary>Fails when the number is not the expected one.</summary>
    public void Verify(IVerifier verifier) => verifier.True(expected >= 0 ? Count == expected : Count <= -expected, $"{Wanted}, found {Count}.");

    private string Wanted => $"Expected {(expected < 0 ? "at most " : string.Empty)}{Math.Abs(expected)} iterations";
}
