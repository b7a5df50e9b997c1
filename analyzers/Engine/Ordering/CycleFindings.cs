using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What a look at the whole graph found, and what it left out.</summary>
/// <param name="Cycles">Feasible cycles, in canonical order: equal input in any order gives an equal list.</param>
/// <param name="Lowered">Cycles that a gate prevents if two paths name one instance, which is not proven; too weak for a warning.</param>
/// <param name="CutShort">Searches that met a limit of <see cref="CycleLimits"/> before they found a way or knew that there is none.</param>
internal sealed record CycleFindings(ImmutableArray<LockCycle> Cycles, ImmutableArray<LockCycle> Lowered, int CutShort);
