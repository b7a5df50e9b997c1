using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>An annotation that says what the annotated body provably does not do.</summary>
/// <param name="Attribute">Where the annotation stands.</param>
/// <param name="Claim">What it says, e.g. <c>acquires '_gate'</c>.</param>
/// <param name="Fact">What the body does, e.g. <c>never acquires it</c>.</param>
internal sealed record ContractBreach(Site Attribute, string Claim, string Fact);
