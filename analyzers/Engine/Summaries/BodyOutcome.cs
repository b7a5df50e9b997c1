using System.Collections.Immutable;
using MmAnalyzers.Engine.Dataflow;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>One body, analysed: what happened in it and how it is left.</summary>
/// <param name="Context">The body.</param>
/// <param name="Record">What happened.</param>
/// <param name="Exits">Each way out with one path state.</param>
/// <param name="Budget">The cap that was met, if one was: then nothing else is to be relied on.</param>
internal sealed record BodyOutcome(BodyContext Context, BodyRecord Record, ImmutableArray<PathExit> Exits, string? Budget);
