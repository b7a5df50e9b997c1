using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Options;

/// <summary>What a line of a locks file that starts with one word may look like.</summary>
internal sealed class LocksRule(string word, LocksVerb verb, params LocksKey[] keys)
{
    /// <summary>The first word.</summary>
    public string Word { get; } = word;

    /// <summary>What it says.</summary>
    public LocksVerb Verb { get; } = verb;

    /// <summary>The keys that may follow the name.</summary>
    public ImmutableArray<LocksKey> Keys { get; } = ImmutableArray.Create(keys);

    /// <summary>Whether the name is that of a type rather than of a member.</summary>
    public bool IsAboutType => Verb == LocksVerb.Lock;
}
