using System.Text;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// The name of a cycle that survives edits: its lock classes and edge kinds, in the rotation that sorts first. No lines, files or call paths.
/// </summary>
/// <remarks>
/// <para>
/// One entry a thread, joined by <c>|</c>: the id of the class held, <c>&gt;</c>, the kind. The kind is the mode in which the next lock is awaited
/// (<c>X</c> exclusive, <c>S</c> shared, <c>U</c> upgradeable), after the mode held unless that is exclusive: <c>F:A._x>X|F:B._y>SX</c>.
/// </para>
/// <para>This text stands in baselines of users. Changing it orphans their entries.</para>
/// </remarks>
internal static class CycleIdentity
{
    /// <summary>Index of the edge with which the minimal rotation begins.</summary>
    public static int FirstOf(IReadOnlyList<LockEdge> edges)
    {
        var entries = edges.Select(Entry).ToArray();
        var best = 0;
        for (var start = 1; start < entries.Length; start++)
        {
            var order = Compare(entries, start, best);
            if (order < 0 || (order == 0 && EdgeOrder.Instance.Compare(edges[start], edges[best]) < 0))
            {
                best = start;
            }
        }

        return best;
    }

    /// <summary>The text, beginning with the edge at <paramref name="start"/>.</summary>
    public static string Of(IReadOnlyList<LockEdge> edges, int start) =>
        string.Join("|", Enumerable.Range(0, edges.Count).Select(i => Entry(edges[(start + i) % edges.Count])));

    /// <summary>The name of a finding about a single body that holds one class and takes another, or the same again.</summary>
    public static string Of(HeldLock held, LockClass taken, LockMode mode)
    {
        var entry = Escape(held.Lock.Class.Id) + ">" + Kind(held.Mode, mode);
        return held.Lock.Class.Equals(taken) ? entry : entry + "|" + Escape(taken.Id);
    }

    /// <summary>The name of a finding about how a body uses one lock.</summary>
    public static string Of(LockClass used) => Escape(used.Id);

    /// <summary>The kind of one edge.</summary>
    public static string KindOf(LockEdge edge) => Kind(edge.From.Mode, edge.ToMode);

    private static string Entry(LockEdge edge) => Escape(edge.From.Lock.Class.Id) + ">" + KindOf(edge);

    private static string Kind(LockMode held, LockMode taken) => held == LockMode.Exclusive ? Letter(taken) : Letter(held) + Letter(taken);

    private static string Letter(LockMode mode) => mode switch
    {
        LockMode.Exclusive => "X",
        LockMode.Shared => "S",
        _ => "U",
    };

    private static int Compare(string[] entries, int left, int right)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var order = string.CompareOrdinal(entries[(left + i) % entries.Length], entries[(right + i) % entries.Length]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // Documentation ids hold none of these, but a name given by [LockClass] may, and entries of a baseline end at a blank.
    private static string Escape(string id)
    {
        if (id.All(c => c > ' ' && c is not ('%' or '|' or '>')))
        {
            return id;
        }

        var text = new StringBuilder();
        foreach (var c in id)
        {
            _ = c > ' ' && c is not ('%' or '|' or '>')
                ? text.Append(c)
                : text.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
