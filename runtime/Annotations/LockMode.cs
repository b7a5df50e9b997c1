namespace MmRuntime.Annotations;

/// <summary>How a lock is held, acquired or required.</summary>
/// <remarks>
/// Attributes that acquire, require or guard mean <see cref="Write"/> when no mode is given; those that release, exclude or assert mean <see cref="Any"/>.
/// </remarks>
public enum LockMode
{
    /// <summary>Alone: every other holder is kept out. The only mode of a lock without readers.</summary>
    Write,

    /// <summary>Together with other readers. A new reader still queues behind a waiting writer.</summary>
    Read,

    /// <summary>Together with readers, but with no second upgradeable reader.</summary>
    Upgradeable,

    /// <summary>Whichever mode it is held in.</summary>
    Any,
}
