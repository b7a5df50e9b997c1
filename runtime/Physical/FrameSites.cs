using MmRuntime.Lockdep;

namespace MmRuntime.Physical;

/// <summary>Where each frame was last allocated and freed, beside the records: for the reports of checked mode. A frame's entry belongs to whoever has the frame.</summary>
internal sealed class FrameSites(uint count)
{
    private readonly CallSite[] _allocated = new CallSite[count];
    private readonly CallSite[] _freed = new CallSite[count];

    public void Allocate(uint frame, CallSite site) => _allocated[frame] = site;

    public void Free(uint frame, CallSite site) => _freed[frame] = site;

    /// <summary>As the end of a sentence: <c>, allocated at A.cs:1, freed at B.cs:2</c>.</summary>
    public string Describe(uint frame) => Part(", last allocated at ", _allocated[frame]) + Part(", last freed at ", _freed[frame]);

    /// <summary>A place in words, after other words; empty if it is not known.</summary>
    public static string Part(string before, CallSite site) => string.IsNullOrEmpty(site.File) ? string.Empty : before + new SourcePlace(site.File, site.Line);
}
