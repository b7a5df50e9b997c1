using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// The way of each thread of a finding, step by step: places for people, and for tools <c>mm.threads</c> and <c>mm.step.&lt;index&gt;</c> =
/// <c>thread|kind|lock|text</c> for the additional location at each index.
/// </summary>
internal sealed class StorySteps(LockNames names)
{
    private readonly List<(Location Place, string Text)> _steps = [];
    private int _threads;

    /// <summary>A further thread: where its lock is taken, its calls, where it waits.</summary>
    public void AddThread(HeldLock held, LockClass taken, Site site, ImmutableArray<Site> trace)
    {
        _threads++;
        Add(held.AcquiredAt, held.AcquiredAt.IsInSource ? held.AcquiredAt.Location : site.Location, "acquire", held.Lock.Class);

        // What happens in a reference is shown at the call that leads there.
        var place = site.Location;
        for (var i = 0; i < trace.Length; i++)
        {
            place = trace[i].IsInSource ? trace[i].Location : place;
            Add(trace[i], place, i == trace.Length - 1 ? "wait" : "call", taken);
        }
    }

    /// <summary>A place where the thread that is told of last does something to a lock; nothing if it has no place to show.</summary>
    public void AddStep(Site site, string kind, LockClass used)
    {
        _threads = Math.Max(_threads, 1);
        if (site.IsInSource)
        {
            Add(site, site.Location, kind, used);
        }
    }

    /// <summary>The places, as a diagnostic of this compilation may name them.</summary>
    public ImmutableArray<Location> LocationsIn(Compilation compilation) =>
        _steps.Select(step => ReportableLocation.Of(compilation, step.Place)).ToImmutableArray();

    /// <summary>The properties of a finding with this identity.</summary>
    public ImmutableDictionary<string, string?> Properties(string identity)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        properties["mm.identity"] = identity;
        properties["mm.threads"] = Text(_threads);
        for (var i = 0; i < _steps.Count; i++)
        {
            properties["mm.step." + Text(i)] = _steps[i].Text;
        }

        return properties.ToImmutable();
    }

    private void Add(Site site, Location place, string kind, LockClass wanted) => _steps.Add((place, $"{Text(_threads)}|{kind}|{names[wanted]}|{site}"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
