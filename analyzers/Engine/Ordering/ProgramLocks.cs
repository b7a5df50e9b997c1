using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>What a judgement on two threads needs to know of the program around them.</summary>
/// <param name="IsWritten">
/// Whether somebody takes a class exclusively. Only then do readers wait for readers: a new one queues behind a waiting writer, who waits for the present one.
/// </param>
/// <param name="AreTwo">Whether two paths surely end at two instances, wherever they start.</param>
internal sealed record ProgramLocks(Func<LockClass, bool> IsWritten, Func<AccessPath, AccessPath, bool> AreTwo)
{
    /// <summary>Whether a thread that asks for a lock can be made to wait until its holder lets go.</summary>
    /// <param name="asked">How it is asked for.</param>
    /// <param name="held">How it is held.</param>
    /// <param name="lockClass">The class of the lock.</param>
    public bool Block(LockMode asked, LockMode held, LockClass lockClass) => LockModes.Exclude(asked, held) || IsWritten(lockClass);
}
