namespace MmRuntime.Annotations;

/// <summary>The callback is run with the lock held.</summary>
/// <remarks>Stands on a delegate type, or on a parameter, field, property or event of one. On a method that others override, use <see cref="RequiresLockAttribute"/>.</remarks>
/// <example>
/// <code>
/// public void Walk([RunsCallback, RunsUnder(nameof(MmapLock), LockMode.Read)] Action&lt;Vma&gt; visit) { }
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it is held in.</param>
[AttributeUsage(
    AttributeTargets.Delegate | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Event,
    AllowMultiple = true,
    Inherited = true)]
public sealed class RunsUnderAttribute(string @lock, LockMode mode = LockMode.Write) : Attribute
{
    /// <summary>Which lock.</summary>
    public string Lock { get; } = @lock;

    /// <summary>The mode it is held in.</summary>
    public LockMode Mode { get; } = mode;
}
