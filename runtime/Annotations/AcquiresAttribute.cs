namespace MmRuntime.Annotations;

/// <summary>The member returns with the lock held that was not held before.</summary>
/// <remarks>Stands on a method, constructor or property. A lock that is also released inside needs no attribute: the analyzers see it, or it is no one's business.</remarks>
/// <example>
/// <code>
/// [Acquires("this", LockMode.Read)] public ReadGuard Read() => …;
/// [Acquires(nameof(_gate), OnTrue = "return", AsTry = true), MustCheck] public bool TryEnter() => Monitor.TryEnter(_gate);
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode in which it is held afterwards.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class AcquiresAttribute(string @lock, LockMode mode = LockMode.Write) : LockEffectAttribute(@lock, mode)
{
    /// <summary>The member does not wait for the lock: it makes no edge into it, but edges out of it count once it is held.</summary>
    public bool AsTry { get; set; }

    /// <summary>The role in which it is acquired; see <see cref="LockClassAttribute.Subclass"/>.</summary>
    public int Subclass { get; set; }
}
