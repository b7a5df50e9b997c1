namespace MmRuntime.Annotations;

/// <summary>Whoever uses the member must be in an RCU read section or have interrupts off.</summary>
/// <remarks>Stands on a method, property or field. <see cref="OrLock"/> names a lock that keeps the object alive just as well.</remarks>
/// <example>
/// <code>
/// [RequiresRcu(OrLock = "mm.mmap")] public Node? Next => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field, Inherited = true)]
public sealed class RequiresRcuAttribute : Attribute
{
    /// <summary>Lock reference of a lock that will do instead, in any mode.</summary>
    public string? OrLock { get; set; }
}
