namespace MmRuntime.Annotations;

/// <summary>A value of the type stands for a held lock: releasing it, or leaving its <see langword="using"/>, releases the lock.</summary>
/// <remarks>
/// Stands on a struct or class that some <see cref="AcquiresAttribute"/> member returns. It is not copied, boxed or stored in a field. Its default value
/// holds nothing, and disposing that does nothing. On its members, <c>this</c> is the lock it holds.
/// </remarks>
/// <example>
/// <code>
/// [Guard] public ref struct ReadGuard { [Releases("this")] public void Dispose() { } }
/// using var guard = mm.MmapLock.Read();
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = true)]
public sealed class GuardAttribute : Attribute;
