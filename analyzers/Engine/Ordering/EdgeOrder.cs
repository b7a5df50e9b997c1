using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Which of several edges that say the same tells it best, and a total order so that the choice never depends on who came first:
/// hand-written before generated, few calls before many, then by place.
/// </summary>
internal sealed class EdgeOrder : IComparer<LockEdge>
{
    public static readonly EdgeOrder Instance = new();

    public int Compare(LockEdge? x, LockEdge? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var order = x.IsGenerated.CompareTo(y.IsGenerated);
        order = order != 0 ? order : x.Trace.Length.CompareTo(y.Trace.Length);
        order = order != 0 ? order : x.Site.CompareTo(y.Site);
        order = order != 0 ? order : CompareTraces(x, y);
        order = order != 0 ? order : x.From.AcquiredAt.CompareTo(y.From.AcquiredAt);
        order = order != 0 ? order : string.CompareOrdinal(x.BodyId, y.BodyId);
        return order != 0 ? order : string.CompareOrdinal(Text(x), Text(y));
    }

    private static int CompareTraces(LockEdge x, LockEdge y)
    {
        for (var i = 0; i < x.Trace.Length; i++)
        {
            var order = x.Trace[i].CompareTo(y.Trace[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static string Text(LockEdge edge) =>
        $"{edge.From.Lock} {edge.From.Mode} {edge.To} {edge.ToMode} {edge.IsConcurrent} {string.Join(" ", edge.Gates.Select(gate => $"{gate.Lock} {gate.Mode}"))}";
}
