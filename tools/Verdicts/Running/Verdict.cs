namespace MmAnalyzers.Verdicts.Running;

/// <summary>What running a cell showed.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Evidence">What was seen.</param>
internal sealed record Verdict(string Kind, string Evidence)
{
    /// <summary>Threads wait for ever.</summary>
    public const string Hangs = "hangs";

    /// <summary>The lock's own check throws.</summary>
    public const string Throws = "throws";

    /// <summary>A method has ended and its lock is not free.</summary>
    public const string StaysHeld = "stays held";

    /// <summary>Whatever was tried ended well.</summary>
    public const string Finishes = "finishes";

    /// <summary>It cannot be run.</summary>
    public const string CannotRun = "cannot run";

    private static readonly string[] Kinds = [Hangs, Throws, StaysHeld, Finishes, CannotRun];

    /// <summary>Whether running showed a defect.</summary>
    public bool IsDefect => Kind is Hangs or Throws or StaysHeld;

    /// <summary>Whether it is one of the known words.</summary>
    public bool IsKnown => Kinds.Contains(Kind);
}
