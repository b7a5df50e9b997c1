namespace MmRuntime.Annotations;

/// <summary>The member returns with an interrupt context disabled on this CPU: a section in which nothing may sleep.</summary>
/// <remarks>Stands on a method or property. Sections nest; they also hold off RCU.</remarks>
/// <example>
/// <code>
/// [Acquires("this"), DisablesInterrupts] public Guard EnterIrqSave() => …;
/// </code>
/// </example>
/// <param name="context">Which interrupt context, where there are several.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class DisablesInterruptsAttribute(string context = "irq") : OutcomeAttribute
{
    /// <summary>Which interrupt context.</summary>
    public string Context { get; } = context;
}
