using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>One thread that holds a lock and goes on to take one: what a finding about a single body tells.</summary>
/// <param name="Held">What is held.</param>
/// <param name="Taken">The class of what is taken.</param>
/// <param name="Mode">How it is taken.</param>
/// <param name="Site">Where the body takes it or makes the call that does.</param>
/// <param name="Trace">The way to the acquisition, itself last.</param>
internal sealed record HoldStory(HeldLock Held, LockClass Taken, LockMode Mode, Site Site, ImmutableArray<Site> Trace)
{
    private LockNames Names { get; } = new([Held.Lock.Class, Taken]);

    /// <summary>What messages call the lock held.</summary>
    public string HeldName => Names[Held.Lock.Class];

    /// <summary>What messages call the lock taken.</summary>
    public string TakenName => Names[Taken];

    /// <summary>Where the lock held was taken, as <c>A.cs:12</c>, or the member if that is all there is.</summary>
    public string Since => Held.AcquiredAt.IsInSource
        ? $"{Held.AcquiredAt.File}:{Held.AcquiredAt.Line.ToString(CultureInfo.InvariantCulture)}"
        : Held.AcquiredAt.Member;

    public static HoldStory Of(LockEdge edge) => new(edge.From, edge.To.Class, edge.ToMode, edge.Site, edge.Trace);

    public static HoldStory Of(Reacquisition again) => new(again.Held, again.Held.Lock.Class, again.Mode, again.Site, again.Trace);

    /// <summary>The finding.</summary>
    /// <param name="descriptor">The rule.</param>
    /// <param name="compilation">The compilation that reports.</param>
    /// <param name="arguments">The arguments of the message, given the calls between with the place they end at.</param>
    public Diagnostic Describe(DiagnosticDescriptor descriptor, Compilation compilation, Func<string, object[]> arguments)
    {
        var steps = new StorySteps(Names);
        steps.AddThread(Held, Taken, Site, Trace);
        return Diagnostic.Create(descriptor, Site.Location, steps.LocationsIn(compilation), steps.Properties(CycleIdentity.Of(Held, Taken, Mode)), Fitting(descriptor, arguments));
    }

    // Too long a line loses the middle of the call path, then the path; never a lock or a place.
    private object[] Fitting(DiagnosticDescriptor descriptor, Func<string, object[]> arguments)
    {
        var format = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        for (var calls = Trace.Length; ; calls--)
        {
            var last = Trace.Length > 1 ? Trace[Trace.Length - 1].Place : string.Empty;
            var fitting = arguments(CallPath.Via(Trace, calls) + last);
            if (calls == 0 || string.Format(CultureInfo.InvariantCulture, format, fitting).Length <= CycleStory.MaxMessageLength)
            {
                return fitting;
            }
        }
    }
}
