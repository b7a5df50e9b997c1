using System.Collections.Immutable;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>The calls between a body and an acquisition, as messages tell them.</summary>
internal static class CallPath
{
    /// <summary>The members on the way, as <c> via 'A' -&gt; 'B'</c>; empty if the body acquires itself, or none may be named.</summary>
    /// <param name="trace">From the body's call to the acquisition, which is last.</param>
    /// <param name="maxCalls">Most members to name; what is left out is left out in the middle.</param>
    public static string Via(ImmutableArray<Site> trace, int maxCalls)
    {
        if (trace.Length <= 1 || maxCalls == 0)
        {
            return string.Empty;
        }

        var members = trace.Skip(1).Select(site => $"'{site.Member}'").ToList();
        var shown = members.Count <= maxCalls
            ? members
            : members.Take(maxCalls / 2).Append("...").Concat(members.Skip(members.Count - ((maxCalls + 1) / 2)));
        return " via " + string.Join(" -> ", shown);
    }
}
