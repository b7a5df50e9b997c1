using System.Globalization;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// The one line that tells a cycle: who holds what and takes what, thread by thread. Too long a line loses first the middle of the call paths, then the paths,
/// then the members, then the places; never a lock.
/// </summary>
internal sealed class CycleMessage(IReadOnlyList<LockEdge> edges, LockNames names, int omitted)
{
    /// <summary>The cycle in at most so many characters, if its bare lock names leave room.</summary>
    public string Write(int maxLength)
    {
        var text = Threads(int.MaxValue);
        for (var calls = edges.Max(edge => edge.Trace.Length) - 2; calls >= 0 && text.Length > maxLength; calls--)
        {
            text = Threads(calls);
        }

        text = text.Length > maxLength ? Circle(withPlaces: true) : text;
        return text.Length > maxLength ? Circle(withPlaces: false) : text;
    }

    private string Threads(int maxCalls) => Story.Threads(edges.Select(edge => Thread(edge, maxCalls))) + Rest();

    private string Thread(LockEdge edge, int maxCalls) => Story.Thread(
        edge.Site.Member,
        (names[edge.From.Lock.Class], edge.From.AcquiredAt.Place),
        (names[edge.To.Class], CallPath.Via(edge.Trace, maxCalls) + edge.Trace[edge.Trace.Length - 1].Place));

    private string Circle(bool withPlaces)
    {
        var steps = edges.Select(edge => $"'{names[edge.From.Lock.Class]}'{(withPlaces ? edge.From.AcquiredAt.Place : string.Empty)} -> ");
        var first = names[edges[0].From.Lock.Class];
        return $"{edges.Count.ToString(CultureInfo.InvariantCulture)} threads, each holding one lock and taking the next: {string.Concat(steps)}'{first}'{Rest()}";
    }

    private string Rest() => omitted == 0 ? string.Empty : $"; {omitted.ToString(CultureInfo.InvariantCulture)} more cycles among these locks";
}
