using MmRuntime.Exploration.Reports;

namespace MmRuntime.Exploration.Steps;

/// <summary>A lock that a task has acquired and not released.</summary>
/// <param name="Subject">The lock.</param>
/// <param name="Site">Where it was acquired.</param>
/// <param name="Point">With which of the task's points.</param>
/// <param name="IsPassedOn">Whether it was downgraded or given away since: then its holder is not what others wait for.</param>
internal readonly record struct HeldSubject(object Subject, CallSite Site, int Point, bool IsPassedOn)
{
    /// <inheritdoc/>
    public override string ToString() => $"'{Wording.NameOf(Subject)}'{(!string.IsNullOrEmpty(Site.File) ? $", acquired{Wording.At(Site)}" : string.Empty)}";
}
