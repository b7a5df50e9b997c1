namespace MmRuntime.Annotations;

/// <summary>Declares that this lock is taken before (outside) or after (inside) another one.</summary>
/// <remarks>
/// Stands on a field, property or type that is a lock. May be repeated; orders are transitive, together with those of <see cref="LockOrderChainAttribute"/>
/// and of ranks. The other lock is given by a lock reference.
/// </remarks>
/// <example>
/// <code>
/// private readonly object _orders = new();
/// [LockOrder(After = nameof(_orders))] private readonly object _stock = new();
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    AllowMultiple = true,
    Inherited = true)]
public sealed class LockOrderAttribute : Attribute
{
    /// <summary>The lock that is taken while this one is held.</summary>
    public string? Before { get; set; }

    /// <summary>The lock that is held while this one is taken.</summary>
    public string? After { get; set; }
}
