namespace MmAnalyzers.Engine.Options;

/// <summary>Which members the engine believes to run at the same time.</summary>
internal enum ConcurrencyModel
{
    /// <summary>As the project's kind suggests.</summary>
    Auto,

    /// <summary>All members that other assemblies can call may run concurrently.</summary>
    Library,

    /// <summary>Only what a thread, task, timer or callback reaches runs concurrently, and what runs after the first of them started.</summary>
    Application,

    /// <summary>Each test runs alone.</summary>
    Tests,
}
