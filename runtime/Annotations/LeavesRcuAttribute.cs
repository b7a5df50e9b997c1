namespace MmRuntime.Annotations;

/// <summary>The member leaves the RCU read section it was called in.</summary>
/// <remarks>Stands on a method. With an outcome: only then, as lookups do that leave the section on failure.</remarks>
/// <example>
/// <code>
/// [Releases("mm.ptl"), LeavesRcu] public void Dispose() { }
/// [LeavesRcu(OnNull = "return")] public Vma? StartRead(Vma found) => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class LeavesRcuAttribute : OutcomeAttribute;
