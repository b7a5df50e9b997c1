namespace MmRuntime.Annotations;

/// <summary>The member may reclaim memory on its way: it may sleep, and it may take every lock that reclaim takes.</summary>
/// <remarks>
/// Stands on a method or constructor; never meant for plain <see langword="new"/>. It is an edge into the pseudo lock <c>fs_reclaim</c> at every call, so
/// a cycle shows without memory pressure.
/// </remarks>
/// <example>
/// <code>
/// [MayReclaim] public Page Allocate() => …;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor, Inherited = true)]
public sealed class MayReclaimAttribute : Attribute;
