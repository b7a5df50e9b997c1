using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Lockdep;

namespace MmRuntime.Locking;

/// <summary>Something that is no lock, but has an order with locks as if it were one: freeing memory, telling listeners of a change.</summary>
/// <remarks>
/// Nobody ever waits for it; any number of tasks may be in it at once. Who might enter it states that by <see cref="ValidatedLock.MightLock"/>, every time and not
/// only when it happens, so that the order is learnt on a quiet day. While validation is off nothing of it is left.
/// </remarks>
public sealed class PseudoLock : ValidatedLock
{
    /// <summary>One of a class of its own, or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public PseudoLock(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Pseudo, new Declaration(file, line, member))
    {
    }

    /// <summary>From here to the end of the section it is under way. Waits for nobody.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Ends the section when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws; the section is not entered.</exception>
    [Acquires("this")]
    public Guard Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        EnterSection(file, line);
        return new Guard(this);
    }

    /// <summary>The section.</summary>
    [Guard]
    public readonly ref struct Guard
    {
        private readonly PseudoLock? _lock;

        internal Guard(PseudoLock entered) => _lock = entered;

        /// <summary>Ends it.</summary>
        [Releases("this")]
        public void Dispose() => _lock?.LeaveSection();
    }
}
