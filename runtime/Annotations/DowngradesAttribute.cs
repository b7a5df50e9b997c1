namespace MmRuntime.Annotations;

/// <summary>The member turns the exclusive hold of a lock into a shared one, without letting go of it.</summary>
/// <remarks>Stands on a method. No writer can come in between, so it is no acquisition; writing afterwards needs a new exclusive hold.</remarks>
/// <example>
/// <code>
/// [Downgrades("this")] public ReadGuard Downgrade() => …;   // the write guard is spent afterwards
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it is held in afterwards.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class DowngradesAttribute(string @lock, LockMode mode = LockMode.Read) : LockEffectAttribute(@lock, mode);
