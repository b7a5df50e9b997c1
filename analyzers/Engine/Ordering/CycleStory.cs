using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>A cycle as a diagnostic tells it: to people in a line, to tools step by step. Thread 1 is the one that is reported at.</summary>
/// <param name="Location">The acquisition by thread 1, or the call that leads to it.</param>
/// <param name="Message">What happens, see <see cref="CycleMessage"/>.</param>
/// <param name="AdditionalLocations">Thread by thread: where its lock is taken, its calls, where it waits.</param>
/// <param name="Properties">
/// <c>mm.identity</c>, <c>mm.threads</c> and, for the additional location at each index, <c>mm.step.&lt;index&gt;</c> = <c>thread|kind|lock|text</c>
/// with kind <c>acquire</c>, <c>call</c> or <c>wait</c>. Only the text may hold further bars.
/// </param>
internal sealed record CycleStory(
    Location Location,
    string Message,
    ImmutableArray<Location> AdditionalLocations,
    ImmutableDictionary<string, string?> Properties)
{
    /// <summary>How every message about a cycle begins.</summary>
    public const string Prefix = Story.Prefix;

    /// <summary>Longest line, with what the rule's message format puts in front.</summary>
    public const int MaxMessageLength = 400;

    /// <summary>Tells the cycle as it looks from one of its edges.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="primary">The edge of thread 1; its site lies in <paramref name="compilation"/>.</param>
    /// <param name="compilation">The compilation that reports.</param>
    /// <param name="prefixLength">Characters that the message format adds.</param>
    public static CycleStory Tell(LockCycle cycle, LockEdge primary, Compilation compilation, int prefixLength)
    {
        var edges = cycle.StartingAt(primary);
        var names = new LockNames(edges.Select(edge => edge.From.Lock.Class));
        var steps = new StorySteps(names);
        foreach (var edge in edges)
        {
            steps.AddThread(edge.From, edge.To.Class, edge.Site, edge.Trace);
        }

        return new(
            primary.Site.Location,
            new CycleMessage(edges, names, cycle.Omitted).Write(MaxMessageLength - prefixLength),
            steps.LocationsIn(compilation),
            steps.Properties(cycle.Identity));
    }
}
