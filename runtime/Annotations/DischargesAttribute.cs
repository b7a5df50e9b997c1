namespace MmRuntime.Annotations;

/// <summary>The member pays the debt that <see cref="OpensAttribute"/> members made.</summary>
/// <remarks>Stands on a method. It also pays the parts of the obligation (<c>batch.index</c> with <c>batch</c>).</remarks>
/// <example>
/// <code>
/// [Discharges("batch")] public void Flush() { }
/// </code>
/// </example>
/// <param name="name">Name of the obligation.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class DischargesAttribute(string name) : OutcomeAttribute
{
    /// <summary>Name of the obligation.</summary>
    public string Name { get; } = name;
}
