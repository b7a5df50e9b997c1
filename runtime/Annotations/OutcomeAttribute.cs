namespace MmRuntime.Annotations;

/// <summary>Base of attributes whose effect may depend on how the call ended. Without any of its properties, the effect is there after every normal return.</summary>
/// <remarks>
/// A target is <c>return</c> for the returned value itself, the name of a member of the returned value, or the name of a parameter. A call that throws has
/// acquired nothing and released nothing. At most one of the properties is used; to state several outcomes, repeat the attribute.
/// </remarks>
public abstract class OutcomeAttribute : Attribute
{
    /// <summary>For the attributes of this assembly only.</summary>
    private protected OutcomeAttribute()
    {
    }

    /// <summary>Only if this target is true, e.g. <c>OnTrue = nameof(Guard.IsHeld)</c> or <c>OnTrue = "return"</c>.</summary>
    public string? OnTrue { get; set; }

    /// <summary>Only if this target is false.</summary>
    public string? OnFalse { get; set; }

    /// <summary>Only if this target is null.</summary>
    public string? OnNull { get; set; }

    /// <summary>Only if this target is not null.</summary>
    public string? OnNonNull { get; set; }

    /// <summary>Only if the returned value is this enum member or static member of its type, e.g. <c>OnResult = nameof(FaultResult.Retry)</c>.</summary>
    public string? OnResult { get; set; }
}
