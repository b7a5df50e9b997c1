namespace MmRuntime.Annotations;

/// <summary>The code runs where it must not sleep.</summary>
/// <remarks>Stands on a method, on a delegate type, or on a delegate parameter whose argument will be run so.</remarks>
/// <example>
/// <code>
/// [AtomicContext] private void OnTick() { }   // no sleeping lock, no wait in here
/// public void Each([AtomicContext, RunsCallback] Action&lt;Page&gt; visit) { }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Delegate | AttributeTargets.Parameter, Inherited = true)]
public sealed class AtomicContextAttribute : Attribute;
