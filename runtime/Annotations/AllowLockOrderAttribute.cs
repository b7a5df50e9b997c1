namespace MmRuntime.Annotations;

/// <summary>Takes one pair of locks out of the analysis: holding the first and taking the second is known to be safe here.</summary>
/// <remarks>
/// Stands on the assembly, a type or a member, and acts on all code in it. The edge is removed from the graph, so it takes part in no cycle. Say why in
/// <see cref="Justification"/>: the next reader cannot see it from the code.
/// </remarks>
/// <example>
/// <code>
/// [AllowLockOrder("Stock._gate", "Orders._gate", Justification = "Runs before the first order is accepted.")]
/// private void Preload() { lock (_stock) { lock (_orders) { … } } }
/// </code>
/// </example>
/// <param name="held">The lock that is held.</param>
/// <param name="acquired">The lock that is taken while it is.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event,
    AllowMultiple = true,
    Inherited = false)]
public sealed class AllowLockOrderAttribute(string held, string acquired) : Attribute
{
    /// <summary>The lock that is held.</summary>
    public string Held { get; } = held;

    /// <summary>The lock that is taken while the other is held.</summary>
    public string Acquired { get; } = acquired;

    /// <summary>Why this cannot deadlock.</summary>
    public string? Justification { get; set; }
}
