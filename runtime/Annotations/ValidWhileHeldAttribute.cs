namespace MmRuntime.Annotations;

/// <summary>The value may be relied on only while the lock is held; after that it must be obtained again or revalidated.</summary>
/// <remarks>Stands on a method, property, return value or out parameter.</remarks>
/// <example>
/// <code>
/// [RequiresLock(nameof(MmapLock), LockMode.Read)] [return: ValidWhileHeld(nameof(MmapLock))] public Vma? FindVma(ulong address) => …;
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.ReturnValue | AttributeTargets.Parameter, AllowMultiple = true, Inherited = true)]
public sealed class ValidWhileHeldAttribute(string @lock) : Attribute
{
    /// <summary>Which lock.</summary>
    public string Lock { get; } = @lock;
}
