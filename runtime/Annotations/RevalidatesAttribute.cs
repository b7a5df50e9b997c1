namespace MmRuntime.Annotations;

/// <summary>The member tests whether a value obtained earlier is still what it was: true makes it good again while the lock is held.</summary>
/// <remarks>Stands on a method that returns <see langword="bool"/>, or on the parameter that it tests when there are several.</remarks>
/// <example>
/// <code>
/// [Revalidates] public bool Same(Pte earlier) => …;
/// using var table = pmd.MapLock(at); if (!table[index].Same(entry)) { return Retry; }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, Inherited = true)]
public sealed class RevalidatesAttribute : Attribute;
