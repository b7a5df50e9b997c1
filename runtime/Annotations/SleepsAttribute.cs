namespace MmRuntime.Annotations;

/// <summary>The member may put the thread to sleep, so it must not be called under a spinning lock, in an RCU read section or with interrupts off.</summary>
/// <remarks>Stands on a method, constructor or property. Members with <see cref="WaitsForAttribute"/>, <see cref="BlocksAttribute"/> or a sleeping lock need not say it again.</remarks>
/// <example>
/// <code>
/// [Sleeps] public Page ReadFromDisk(long block) => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = true)]
public sealed class SleepsAttribute : Attribute;
