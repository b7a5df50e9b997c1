namespace MmRuntime.Annotations;

/// <summary>Base of attributes that say what a member does to one lock, or needs of it.</summary>
/// <remarks>
/// The lock is a reference: <c>this</c>, a parameter, a member of the declaring type, <c>parameter.member</c>, <c>Type.member</c>, or a name given by
/// <see cref="LockClassAttribute"/>; the nearest meaning wins. On a member of a <see cref="GuardAttribute"/> type, <c>this</c> is the lock that the guard holds.
/// </remarks>
public abstract class LockEffectAttribute : OutcomeAttribute
{
    /// <summary>For the attributes of this assembly only.</summary>
    private protected LockEffectAttribute(string @lock, LockMode mode)
    {
        Lock = @lock;
        Mode = mode;
    }

    /// <summary>Which lock.</summary>
    public string Lock { get; }

    /// <summary>In which mode.</summary>
    public LockMode Mode { get; }
}
