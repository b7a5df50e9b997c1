namespace MmRuntime.Annotations;

/// <summary>The member ends the section that a <see cref="DisablesInterruptsAttribute"/> member began.</summary>
/// <remarks>Stands on a method or property.</remarks>
/// <example>
/// <code>
/// [Releases("this"), EnablesInterrupts] public void Dispose() { }
/// </code>
/// </example>
/// <param name="context">Which interrupt context, where there are several.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class EnablesInterruptsAttribute(string context = "irq") : OutcomeAttribute
{
    /// <summary>Which interrupt context.</summary>
    public string Context { get; } = context;
}
