namespace MmAnalyzers.Tests.Seeds;

/// <summary>One place of a broken program and what stands there in the repaired one.</summary>
/// <param name="From">Text that occurs exactly once in the broken program.</param>
/// <param name="To">What replaces it.</param>
internal sealed record Edit(string From, string To);
