namespace MmRuntime.Annotations;

/// <summary>The member is called with the lock held and may return without it; the outcome says when it did.</summary>
/// <remarks>
/// Stands on a method. Without an outcome property nobody can know, so after the call the lock counts as unknown and everything read under it as stale.
/// With one, the lock is gone in that outcome and held in all others.
/// </remarks>
/// <example>
/// <code>
/// [MayRelease("mm.mmap", OnResult = nameof(FaultResult.Retry))] public FaultResult Handle(Vma vma) => …;
/// if (mm.Handle(vma) == FaultResult.Retry) { /* vma must be looked up again */ }
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it was held in; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class MayReleaseAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
