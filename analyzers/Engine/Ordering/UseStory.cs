using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What one thread does to one lock, place by place: what a finding about the use of a lock tells.</summary>
/// <param name="used">The lock.</param>
/// <param name="site">The place that the finding is about.</param>
internal sealed class UseStory(LockClass used, Site site)
{
    /// <summary>Most places that a message lists; the others are additional locations only.</summary>
    private const int MaxListed = 5;

    private readonly StorySteps _steps = new(new LockNames([used]));

    /// <summary>Further places, in the order in which they are passed.</summary>
    public UseStory Then(string kind, params IEnumerable<Site> sites)
    {
        foreach (var next in sites)
        {
            _steps.AddStep(next, kind, used);
        }

        return this;
    }

    /// <summary>The finding.</summary>
    public Diagnostic Describe(DiagnosticDescriptor descriptor, Compilation compilation, params object[] arguments) =>
        Diagnostic.Create(descriptor, site.Location, _steps.LocationsIn(compilation), _steps.Properties(CycleIdentity.Of(used)), arguments);

    /// <summary>A place as messages tell it: <c>A.cs:12</c>.</summary>
    public static string At(Site site) => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}:{1}", site.File, site.Line);

    /// <summary>Places as messages list them.</summary>
    public static string At(ImmutableArray<Site> sites) => sites.Length <= MaxListed
        ? string.Join(", ", sites.Select(At))
        : string.Join(", ", sites.Take(MaxListed).Select(At)) + ", ...";
}
