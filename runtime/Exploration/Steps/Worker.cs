namespace MmRuntime.Exploration.Steps;

/// <summary>A pooled thread: runs bodies of tasks, one after the other, and sleeps in between.</summary>
internal sealed class Worker
{
    /// <summary>Where it sleeps, idle or in the middle of a task.</summary>
    public Gate Gate { get; } = new();

    /// <summary>What it is to start when woken while idle.</summary>
    public ExploredTask? Assignment { get; set; }

    /// <summary>The thread behind it; null for the caller's own.</summary>
    public Thread? Thread { get; init; }
}
