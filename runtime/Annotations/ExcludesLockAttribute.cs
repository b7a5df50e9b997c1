namespace MmRuntime.Annotations;

/// <summary>Whoever calls the member must not hold the lock: the member takes it, or waits for somebody who does.</summary>
/// <remarks>Stands on a method, constructor, property or event.</remarks>
/// <example>
/// <code>
/// [ExcludesLock(nameof(_gate))] public void Stop() { _worker.Join(); }
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode that must not be held; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event, AllowMultiple = true, Inherited = true)]
public sealed class ExcludesLockAttribute(string @lock, LockMode mode = LockMode.Any) : Attribute
{
    /// <summary>Which lock.</summary>
    public string Lock { get; } = @lock;

    /// <summary>The mode that must not be held.</summary>
    public LockMode Mode { get; } = mode;
}
