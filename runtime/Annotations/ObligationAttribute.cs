namespace MmRuntime.Annotations;

/// <summary>Whoever gets a value of the type, or this returned value, owes a call that finishes it.</summary>
/// <remarks>
/// Stands on a struct or class, or on a return value. A batch that must be committed, a gather that must be finished. Members say with
/// <see cref="OpensAttribute"/> and <see cref="DischargesAttribute"/> what makes and pays the debt. A name with a dot (<c>tlb.unshare</c>) is a part of the
/// obligation before the dot.
/// </remarks>
/// <example>
/// <code>
/// [Obligation("batch", Discharge = nameof(Commit))] public sealed class Batch { [Discharges("batch"), Ends] public void Commit() { } }
/// [return: Obligation("batch")] public Batch Begin() => …;
/// </code>
/// </example>
/// <param name="name">Name of the obligation.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.ReturnValue, AllowMultiple = true, Inherited = true)]
public sealed class ObligationAttribute(string name) : Attribute
{
    /// <summary>Name of the obligation.</summary>
    public string Name { get; } = name;

    /// <summary>The member that finishes the value, for fixes and messages.</summary>
    public string? Discharge { get; set; }
}
