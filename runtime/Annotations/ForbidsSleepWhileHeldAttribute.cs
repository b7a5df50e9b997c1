namespace MmRuntime.Annotations;

/// <summary>What the member acquires must not be held across anything that may sleep.</summary>
/// <remarks>Stands on a member with <see cref="AcquiresAttribute"/> or <see cref="EntersRcuAttribute"/>, or on a lock type. Locks whose kind is spinning have it anyway.</remarks>
/// <example>
/// <code>
/// [Acquires("mm.ptl"), ForbidsSleepWhileHeld] public PteTable MapLock(ulong address) => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class ForbidsSleepWhileHeldAttribute : Attribute;
