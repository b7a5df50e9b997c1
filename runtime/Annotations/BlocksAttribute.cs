namespace MmRuntime.Annotations;

/// <summary>The member returns only when somebody has signalled: a condition, an event, a full or empty queue.</summary>
/// <remarks>Stands on a method or property. Who signals is found by <see cref="SignalsAttribute"/> with the same target.</remarks>
/// <example>
/// <code>
/// [Blocks] public void Wait() { }
/// [Blocks(nameof(_space), Bounded = true)] public bool TryPut(Item item, TimeSpan timeout) => …;
/// </code>
/// </example>
/// <param name="target">What it blocks on.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class BlocksAttribute(string target = "this") : Attribute
{
    /// <summary>What it blocks on.</summary>
    public string Target { get; } = target;

    /// <summary>It gives up after a time: a delay, not a deadlock.</summary>
    public bool Bounded { get; set; }
}
