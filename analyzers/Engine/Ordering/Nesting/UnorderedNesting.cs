using System.Collections.Immutable;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>Two locks of one class held together by a body that gives them no order.</summary>
/// <param name="Edge">What is held and what is taken.</param>
/// <param name="Differences">Where the ways to the two differ: what has to be exchanged for the other order.</param>
internal sealed record UnorderedNesting(LockEdge Edge, ImmutableArray<(OriginToken One, OriginToken Other)> Differences)
{
    /// <summary>What the body calls the one held.</summary>
    public string HeldOwner => Name(Differences[0].One);

    /// <summary>What the body calls the one taken.</summary>
    public string TakenOwner => Name(Differences[0].Other);

    /// <summary>Whether both are readers, whom only waiting writers make wait.</summary>
    public bool NeedsWriters => !LockModes.Exclude(Edge.ToMode, Edge.From.Mode);

    private static string Name(OriginToken token) => token.IsElement ? token.Symbol?.Name ?? token.Text : token.Text;
}
