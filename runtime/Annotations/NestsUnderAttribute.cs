namespace MmRuntime.Annotations;

/// <summary>Allows any number of locks of this class to be held together, in any order, while another lock is held exclusively.</summary>
/// <remarks>
/// Stands on a field, property or type that is a lock. The outer lock serialises everyone who takes more than one, as <c>down_write_nest_lock</c> says in
/// the kernel.
/// </remarks>
/// <example>
/// <code>
/// private static readonly object AllTables = new();
/// [NestsUnder(nameof(AllTables))] private readonly object _gate = new();
/// </code>
/// </example>
/// <param name="outer">Lock reference of the outer lock.</param>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    AllowMultiple = true,
    Inherited = true)]
public sealed class NestsUnderAttribute(string outer) : Attribute
{
    /// <summary>Lock reference of the outer lock.</summary>
    public string Outer { get; } = outer;
}
