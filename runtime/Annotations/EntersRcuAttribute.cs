namespace MmRuntime.Annotations;

/// <summary>The member returns inside an RCU read section that it opened: what it gave out lives until the section is left.</summary>
/// <remarks>
/// Stands on a method. Sections nest. Together with <see cref="LeavesRcuAttribute"/> on one member, without outcomes: it enters and leaves, and returns
/// outside.
/// </remarks>
/// <example>
/// <code>
/// [EntersRcu(OnTrue = nameof(PteTable.IsMapped))] public PteTable Map(ulong address) => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class EntersRcuAttribute : OutcomeAttribute;
