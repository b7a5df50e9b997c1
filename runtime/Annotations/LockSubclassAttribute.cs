namespace MmRuntime.Annotations;

/// <summary>Marks the parameter that says in which role a lock of its class is acquired, as in the kernel's <c>mutex_lock_nested</c>.</summary>
/// <remarks>Stands on an integer or enum parameter of a member with <see cref="AcquiresAttribute"/>. Only constant arguments are understood.</remarks>
/// <example>
/// <code>
/// [Acquires("this")] public Guard Enter([LockSubclass] int subclass) => …;
/// using var first = parent.Enter(0); using var second = child.Enter(1);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LockSubclassAttribute : Attribute;
