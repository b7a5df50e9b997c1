namespace MmAnalyzers.Engine.Options;

/// <summary>A finding that the project has accepted.</summary>
internal sealed record BaselineEntry
{
    /// <summary>The rule.</summary>
    public required string Id { get; init; }

    /// <summary>The finding's identity, free of lines and paths, as the diagnostic states it.</summary>
    public required string Identity { get; init; }

    /// <summary>How many findings of this identity are accepted; one more is reported.</summary>
    public required int Count { get; init; }

    /// <summary>Why it was accepted; empty when nobody said.</summary>
    public required string Note { get; init; }

    /// <summary>The line of the baseline file.</summary>
    public required FilePlace Place { get; init; }
}
