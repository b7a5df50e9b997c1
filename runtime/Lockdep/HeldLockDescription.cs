namespace MmRuntime.Lockdep;

/// <summary>A lock that a task held when something was found.</summary>
/// <param name="Name">Its class, and its role if it is not the first.</param>
/// <param name="Instance">Which lock of the class it is, from 1.</param>
/// <param name="Mode">How it is held; empty for an ordinary exclusive hold.</param>
/// <param name="At">Where it was acquired.</param>
public sealed record HeldLockDescription(string Name, long Instance, string Mode, SourcePlace At)
{
    /// <inheritdoc/>
    public override string ToString() => $"'{Name}' #{Instance}{(Mode.Length == 0 ? string.Empty : $" ({Mode})")}{(At.ToString() is { Length: > 0 } place ? $", acquired at {place}" : string.Empty)}";
}
