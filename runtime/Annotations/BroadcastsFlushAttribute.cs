namespace MmRuntime.Annotations;

/// <summary>The member interrupts or waits for all CPUs: once after a loop is enough, once an iteration is a performance bug.</summary>
/// <remarks>Stands on a method.</remarks>
/// <example>
/// <code>
/// [BroadcastsFlush] public void SynchronizeWalkers() { }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = true)]
public sealed class BroadcastsFlushAttribute : Attribute;
