namespace MmRuntime.Lockdep;

/// <summary>One lock was taken while another was held.</summary>
/// <param name="Held">Class of the outer lock.</param>
/// <param name="Taken">Class of the inner lock.</param>
/// <param name="HeldAt">Where the outer one had been acquired, the first time.</param>
/// <param name="TakenAt">Where the inner one was, the first time.</param>
public sealed record ObservedEdge(string Held, string Taken, SourcePlace HeldAt, SourcePlace TakenAt);
