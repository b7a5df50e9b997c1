namespace MmRuntime.Annotations;

/// <summary>The result must be looked at: it says whether the thing was done, or what has to be done next.</summary>
/// <remarks>Stands on a method or property, on its return value, or on a type, all of whose values must then be looked at.</remarks>
/// <example>
/// <code>
/// [Acquires("this", OnTrue = "return", AsTry = true), MustCheck] public bool TryEnter() => …;
/// [MustCheck] public enum GatherState { Queued, Full }
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.ReturnValue | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum,
    Inherited = true)]
public sealed class MustCheckAttribute : Attribute;
