using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Everything of an edge that <see cref="Feasibility"/> looks at, as text: of two edges of one shape, one is enough for the search.
/// </summary>
/// <remarks>Without places, so that sorting by it makes the cycles found, and with them their identities, independent of moved lines.</remarks>
internal static class EdgeShape
{
    public static string Of(LockEdge edge)
    {
        var gates = edge.Gates.Where(gate => gate.Lock.Path.Root != PathRoot.Fresh).Select(Text);
        var held = string.Join(" ", gates.Distinct().OrderBy(text => text, StringComparer.Ordinal));
        var kind = $"{(int)edge.From.Mode}{(int)edge.ToMode}{(edge.IsConcurrent ? 0 : 1)}";
        var text = $"{kind} {Text(edge.From.Lock)} {Text(edge.To)} [{held}]";
        return text.Contains("@this") ? text + LockInstances.OwnerOf(edge) : text;
    }

    private static string Text(HeldLock held) => Text(held.Lock) + (int)held.Mode;

    // Other roots only say "some instance" to another thread.
    private static string Text(LockRef held) => held.Path.Root switch
    {
        PathRoot.Static or PathRoot.This or PathRoot.Fresh => held.ToString(),
        PathRoot.Unknown => held.Class.Id + "@?",
        _ => held.Class.Id + "@*",
    };
}
