using MmRuntime.Exploration.Reports;
using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration;

/// <summary>A task that holds a lock it has taken at a certain place.</summary>
public sealed record WitnessRole
{
    /// <summary>Name of the task; null for whichever comes there.</summary>
    public string? Task { get; init; }

    /// <summary>Name of the lock; null for any.</summary>
    public string? Lock { get; init; }

    /// <summary>The source file in which it is acquired, or the end of its path; null for anywhere.</summary>
    public string? File { get; init; }

    /// <summary>The line; 0 for any.</summary>
    public int Line { get; init; }

    /// <summary>A role by the place at which the lock is acquired.</summary>
    public static WitnessRole At(string file, int line) => new() { File = file, Line = line };

    /// <summary>A role by the name of the lock.</summary>
    public static WitnessRole Holding(string lockName) => new() { Lock = lockName };

    /// <summary>Whether a task is about to take the lock.</summary>
    internal bool IsReachedBy(ExploredTask task) =>
        IsOf(task) && task.Pending is { Kind: StepKind.Acquire or StepKind.TryAcquire, Subject: { } subject } operation && Matches(subject, operation.Site);

    /// <summary>Whether a task holds the lock.</summary>
    internal bool IsPlayedBy(ExploredTask task) => IsOf(task) && task.Held.Exists(held => Matches(held.Subject, held.Site));

    private bool IsOf(ExploredTask task) => Task is null || Task == task.Task.Name;

    private bool Matches(object subject, CallSite site) =>
        (Line == 0 || Line == site.Line) && (Lock is null || Lock == Wording.NameOf(subject)) && IsIn(site.File);

    private bool IsIn(string path) => File is null
        || (path.EndsWith(File, StringComparison.Ordinal) && (path.Length == File.Length || path[path.Length - File.Length - 1] is '/' or '\\'));
}
