namespace MmAnalyzers.Engine.Options;

/// <summary>Something in the options or data files that was not understood, and has therefore no effect.</summary>
/// <param name="Text">A sentence without its full stop: what is wrong, and what would be right.</param>
/// <param name="Place">Where; null for options, whose files the compiler does not name.</param>
internal sealed record OptionProblem(string Text, FilePlace? Place);
