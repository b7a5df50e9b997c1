namespace MmRuntime.Annotations;

/// <summary>The member releases every lock of a class that is held, however many there are.</summary>
/// <remarks>Stands on a method. Dropping <c>mmap_lock</c>, for example, ends the write locks of all VMAs, which have no unlock call of their own.</remarks>
/// <example>
/// <code>
/// [Releases("this"), ReleasesAll("vma", LockMode.Write)] public void Dispose() { }
/// </code>
/// </example>
/// <param name="lock">A lock-class name, or a reference to a lock of the class.</param>
/// <param name="mode">Only those held in this mode; all, if not said.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ReleasesAllAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
