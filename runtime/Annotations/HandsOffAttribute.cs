namespace MmRuntime.Annotations;

/// <summary>The member gives the held lock away: from now on another thread is responsible for releasing it.</summary>
/// <remarks>Stands on a method. The caller no longer holds the lock, though nobody else can take it yet; whoever releases it later needs not have acquired it.</remarks>
/// <example>
/// <code>
/// [HandsOff("this")] public void HandOff() { }   // the completion of the read unlocks the folio
/// </code>
/// </example>
/// <param name="lock">Lock reference.</param>
/// <param name="mode">The mode it was held in; any, if not said.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class HandsOffAttribute(string @lock, LockMode mode = LockMode.Any) : LockEffectAttribute(@lock, mode);
