using System.Diagnostics.CodeAnalysis;

namespace MmRuntime.Exploration.Steps;

/// <summary>Takes a task out of a wait that will never end, once the execution is judged: its <c>finally</c> blocks run, its thread is free again.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Nobody is meant to catch it.")]
[SuppressMessage("Design", "CA1032", Justification = "Nobody else throws it.")]
internal sealed class AbandonedException() : Exception("The execution is over: the explorer has seen what it wanted to see.");
