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

    /// <summary>Whether a task plays the role now.</summary>
    internal bool IsPlayedBy(ExploredTask task)
    {
        if (Task is not null && Task != task.Task.Name)
        {
            return false;
        }

        foreach (var held in task.Held)
        {
            if ((Lock is null || Lock == Wording.NameOf(held.Subject)) && (Line == 0 || Line == held.Site.Line) && IsIn(held.Site.File))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsIn(string path) => File is null
        || (path.EndsWith(File, StringComparison.Ordinal) && (path.Length == File.Length || path[path.Length - File.Length - 1] is '/' or '\\'));
}
