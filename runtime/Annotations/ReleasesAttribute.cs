namespace MmRuntime.Annotations;

/// <summary>The member is called with the lock held and returns without it.</summary>
/// <remarks>Stands on a method or property. With an outcome it says "on failure the lock is gone", as some kernel functions do.</remarks>
/// <example>
/// <code>
/// [Releases("this")] public void Dispose() { }
/// [Releases("mm.mmap", OnResult = nameof(FaultResult.Retry))] public FaultResult Handle(Vma vma) => …;
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it was held in; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class ReleasesAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
