namespace MmRuntime.Annotations;

/// <summary>The member checks that the lock is held: code after it (or in the outcome given) counts as holding it.</summary>
/// <remarks>Stands on a method or property. It acquires nothing and makes no edge.</remarks>
/// <example>
/// <code>
/// [AssertsHeld("this")] public void AssertHeld() { }
/// [AssertsHeld("this", OnTrue = "return")] public bool IsHeldByCurrentTask => …;
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it is then held in; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class AssertsHeldAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
