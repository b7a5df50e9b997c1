namespace MmRuntime.Annotations;

/// <summary>The member is called with the lock held and returns with it held, but lets go of it in between.</summary>
/// <remarks>Stands on a method. What was read before the call may be stale after it, and the retaking is an acquisition for the lock order.</remarks>
/// <example>
/// <code>
/// [ReleasesAndRetakes("this")] public bool Wait(TimeSpan timeout) => …;
/// [ReleasesAndRetakes(nameof(_gate))] private void Grow() { Monitor.Exit(_gate); Allocate(); Monitor.Enter(_gate); }
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it is held in; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ReleasesAndRetakesAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
