namespace MmRuntime.Annotations;

/// <summary>Says that two references to locks of this class may be one and the same lock, so taking both needs an inequality test first.</summary>
/// <remarks>
/// Stands on a field, property or type that is a lock. Two page tables, for example, may share one lock: taking "both" hangs. On a method that returns
/// <see langword="bool"/> it says that the method is such a test: true means one lock.
/// </remarks>
/// <example>
/// <code>
/// [SameInstanceGuard] public object TableLock => …;
/// lock (a.TableLock) { if (!ReferenceEquals(a.TableLock, b.TableLock)) { lock (b.TableLock) { … } } }
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method,
    Inherited = true)]
public sealed class SameInstanceGuardAttribute : Attribute;
