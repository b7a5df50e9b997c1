namespace MmRuntime.Annotations;

/// <summary>The field or property may only be used with the lock held.</summary>
/// <remarks>
/// Stands on a field or property. Writing needs the lock in the mode given, reading in any mode. Repeated, a write needs <em>all</em> of the locks and a read
/// <em>any</em> of them. Constructors and objects that no other thread can see yet are free of it.
/// </remarks>
/// <example>
/// <code>
/// private readonly object _gate = new();
/// [GuardedBy(nameof(_gate))] private long _total;
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode that writing needs.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class GuardedByAttribute(string @lock, LockMode mode = LockMode.Write) : Attribute
{
    /// <summary>Which lock.</summary>
    public string Lock { get; } = @lock;

    /// <summary>The mode that writing needs.</summary>
    public LockMode Mode { get; } = mode;
}
