namespace MmAnalyzers.Engine.Options;

/// <summary>One key that a line of a locks file may set.</summary>
/// <param name="Name">The key.</param>
/// <param name="Allowed">The allowed values, for people.</param>
/// <param name="IsAllowed">Whether a value is one of them.</param>
internal sealed record LocksKey(string Name, string Allowed, Func<string, bool> IsAllowed);
