namespace MmRuntime.Annotations;

/// <summary>The member must not be called while the obligation is open.</summary>
/// <remarks>Stands on a method. Releasing a lock, for example, under which the flush had to happen.</remarks>
/// <example>
/// <code>
/// [ForbidsOpen("tlb.mustFlushUnderPtl"), Releases("mm.ptl")] public void Dispose() { }
/// </code>
/// </example>
/// <param name="name">Name of the obligation.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ForbidsOpenAttribute(string name) : Attribute
{
    /// <summary>Name of the obligation.</summary>
    public string Name { get; } = name;
}
