namespace MmRuntime.Lockdep;

/// <summary>How a lock is acquired, as bits of a chain's key.</summary>
internal static class AcquireMode
{
    /// <summary>Alone, waiting if need be.</summary>
    public const ulong Write = 0;

    /// <summary>Together with other readers; a new reader still queues behind a waiting writer.</summary>
    public const ulong Read = 1;

    /// <summary>With <see cref="Read"/>: a new reader overtakes waiting writers, so it never waits for one of its own kind.</summary>
    public const ulong Recursive = 2;

    /// <summary>Together with readers, but with no second upgradeable reader.</summary>
    public const ulong Upgradeable = 4;

    /// <summary>Without waiting: no edge into it.</summary>
    public const ulong Try = 8;

    /// <summary>One of several of its class, serialised by an outer lock.</summary>
    public const ulong Nested = 16;

    /// <summary>By somebody who may hold the lock already; then it is only counted.</summary>
    public const ulong Again = 32;

    /// <summary>The bits that a release must repeat.</summary>
    public const ulong Shape = Read | Upgradeable;

    /// <summary>All bits of a mode.</summary>
    public const ulong Mask = 0x7f;

    /// <summary>Whether the holder keeps out everybody else.</summary>
    public static bool IsExclusive(ulong mode) => (mode & Shape) == 0;

    /// <summary>Whether the acquirer overtakes waiting writers.</summary>
    public static bool IsRecursiveRead(ulong mode) => (mode & (Read | Recursive)) == (Read | Recursive);

    /// <summary>Whether the acquirer may have to wait.</summary>
    public static bool Waits(ulong mode) => (mode & Try) == 0;

    /// <summary>In words, for reports; empty for an ordinary exclusive hold.</summary>
    public static string Describe(ulong mode)
    {
        var shape = (mode & Read) != 0 ? (mode & Recursive) != 0 ? "recursive read" : "read" : (mode & Upgradeable) != 0 ? "upgradeable" : string.Empty;
        return (mode & Try) == 0 ? shape : shape.Length == 0 ? "try" : shape + ", try";
    }
}
