namespace MmRuntime.Annotations;

/// <summary>The member wakes those who block on, or wait for, the target.</summary>
/// <remarks>Stands on a method or property. On a request to stop it says that the flag is set <em>and</em> predicate waits are woken to see it.</remarks>
/// <example>
/// <code>
/// [Signals] public void RequestStop() { }
/// </code>
/// </example>
/// <param name="target">What is signalled.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class SignalsAttribute(string target = "this") : Attribute
{
    /// <summary>What is signalled.</summary>
    public string Target { get; } = target;
}
