namespace MmRuntime.Annotations;

/// <summary>The code runs as an interrupt: on top of whatever the CPU was doing, which cannot go on before it ends.</summary>
/// <remarks>
/// Stands on a method, a delegate type or a delegate parameter. A lock taken here must be taken with this context disabled everywhere else. Callbacks of
/// timers and of the thread pool are ordinary threads and do not get this attribute.
/// </remarks>
/// <example>
/// <code>
/// [InterruptContext] private void OnShootdown(in Request request) { }
/// </code>
/// </example>
/// <param name="context">Which interrupt context, where there are several.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Delegate | AttributeTargets.Parameter, Inherited = true)]
public sealed class InterruptContextAttribute(string context = "irq") : Attribute
{
    /// <summary>Which interrupt context.</summary>
    public string Context { get; } = context;
}
