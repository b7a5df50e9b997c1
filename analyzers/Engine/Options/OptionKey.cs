namespace MmAnalyzers.Engine.Options;

/// <summary>One key that users may set.</summary>
/// <param name="Name">The key without its prefix.</param>
/// <param name="Allowed">The allowed values, for people.</param>
/// <param name="Apply">The options with a value applied; null when the value is not allowed.</param>
internal sealed record OptionKey(string Name, string Allowed, Func<EngineOptions, string, EngineOptions?> Apply);
