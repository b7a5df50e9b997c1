namespace MmRuntime.Annotations;

/// <summary>After this call the object is spent: any further use, and a second call, is a mistake.</summary>
/// <remarks>Stands on a method. <c>Dispose</c> after it stays allowed.</remarks>
/// <example>
/// <code>
/// [Discharges("batch"), Ends] public void Commit() { }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = true)]
public sealed class EndsAttribute : Attribute;
