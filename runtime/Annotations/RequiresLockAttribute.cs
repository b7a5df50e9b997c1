namespace MmRuntime.Annotations;

/// <summary>Whoever calls the member must hold the lock, before and after.</summary>
/// <remarks>
/// Stands on a method, constructor, property or event. Repeated, all are required. <see cref="Or"/> and <see cref="OrLock"/> name an alternative that will do instead. Inside the
/// member the lock counts as held.
/// </remarks>
/// <example>
/// <code>
/// [RequiresLock(nameof(_gate))] private void Rebalance() { }
/// [RequiresLock(nameof(MmapLock), LockMode.Read, Or = typeof(VmaReadGuard))] public MmuGather Gather() => …;
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The least mode; an exclusive hold also satisfies <see cref="LockMode.Read"/>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event, AllowMultiple = true, Inherited = true)]
public sealed class RequiresLockAttribute(string @lock, LockMode mode = LockMode.Write) : Attribute
{
    /// <summary>Which lock.</summary>
    public string Lock { get; } = @lock;

    /// <summary>The least mode in which it must be held.</summary>
    public LockMode Mode { get; } = mode;

    /// <summary>A guard or lock type: holding any lock of it will do instead.</summary>
    public Type? Or { get; set; }

    /// <summary>Lock reference of a lock that will do instead, in <see cref="OrMode"/>.</summary>
    public string? OrLock { get; set; }

    /// <summary>The least mode of <see cref="OrLock"/>.</summary>
    public LockMode OrMode { get; set; }
}
