namespace MmRuntime.Annotations;

/// <summary>Allows two locks of this class to be held together when they are taken in ascending order of a key.</summary>
/// <remarks>
/// Stands on a field, property or type that is a lock. The key is a member of the object that owns the lock (of the lock itself, if it stands on a type);
/// it must be unique and must not change. Code that takes two is expected to compare the keys first.
/// </remarks>
/// <example>
/// <code>
/// public long Number { get; }
/// [OrderedBy(nameof(Number))] private readonly object _gate = new();
/// </code>
/// </example>
/// <param name="key">Name of the member that holds the key.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = true)]
public sealed class OrderedByAttribute(string key) : Attribute
{
    /// <summary>Name of the member that holds the key.</summary>
    public string Key { get; } = key;
}
