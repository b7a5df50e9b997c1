namespace MmRuntime.Annotations;

/// <summary>After this, other threads can reach the object: it must be complete.</summary>
/// <remarks>Stands on a parameter that is made reachable, on a method (all arguments), or on a field or property whose assignment publishes the value.</remarks>
/// <example>
/// <code>
/// public void Insert([Publishes] Vma vma) { }
/// [Publishes] private Table? _current;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property, Inherited = true)]
public sealed class PublishesAttribute : Attribute;
