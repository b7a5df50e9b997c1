namespace MmRuntime.Annotations;

/// <summary>The member makes a debt: until it is discharged, members with <see cref="ForbidsOpenAttribute"/> of the same name must not be called.</summary>
/// <remarks>Stands on a method. The debt belongs to the receiver.</remarks>
/// <example>
/// <code>
/// [Opens("batch")] public void Add(Row row) { }
/// </code>
/// </example>
/// <param name="name">Name of the obligation.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class OpensAttribute(string name) : OutcomeAttribute
{
    /// <summary>Name of the obligation.</summary>
    public string Name { get; } = name;
}
