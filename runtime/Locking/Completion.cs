using System.Runtime.CompilerServices;
using MmRuntime.Annotations;
using MmRuntime.Atomics;
using MmRuntime.Lockdep;
using MmRuntime.Scheduling;

namespace MmRuntime.Locking;

/// <summary>Something that happens and that tasks wait for: once, or so many times as it was signalled.</summary>
/// <remarks>
/// Waiting is an edge from every lock held to the completion. Code that must finish first, for the completion to come, says so by <see cref="Promise"/>: then what it
/// locks is an edge the other way, and a circle is reported without anybody hanging. Signalling alone draws no edge: it may come from anywhere.
/// </remarks>
public sealed class Completion : ValidatedLock
{
    /// <summary>Signalled for good.</summary>
    private const long Always = long.MaxValue / 2;

    private readonly WaitQueue _queue = new();
    private SharedWord _signals;

    /// <summary>A completion that has not happened, of a class of its own or of one given by name.</summary>
    /// <param name="name">Name of the class; without it, the place of this call is the class.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <param name="member">Set by the compiler.</param>
    public Completion(string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, [CallerMemberName] string member = "")
        : base(name, LockKind.Pseudo, new Declaration(file, line, member))
    {
    }

    /// <summary>Whether a wait would return at once.</summary>
    public bool IsDone => _signals.Read(this) > 0;

    /// <summary>Sleeps until it is signalled, and uses that signal up.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="LockdepException">The validator's sink throws: the task must not sleep, or whoever signals needs a lock that it holds.</exception>
    [Blocks, ExcludesLock("this")]
    public void Wait([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Announce(file, line);
        _queue.Wait(this, static completion => completion.TryUse(), file, line);
    }

    /// <summary>Sleeps until it is signalled or the time is over.</summary>
    /// <param name="timeout">How long at most, by the task's clock.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it was signalled; that signal is used up.</returns>
    /// <exception cref="LockdepException">The validator's sink throws, and the task must not sleep.</exception>
    [Blocks(Bounded = true), MustCheck]
    public bool Wait(TimeSpan timeout, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        _queue.Wait(this, static completion => completion.TryUse(), timeout, file, line);

    /// <summary>Sleeps until it is signalled or the task is killed.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Whether it was signalled; that signal is used up.</returns>
    /// <exception cref="LockdepException">The validator's sink throws: the task must not sleep, or whoever signals needs a lock that it holds.</exception>
    [Blocks, ExcludesLock("this"), MustCheck]
    public bool WaitKillable([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Announce(file, line);
        return _queue.WaitKillable(this, static completion => completion.TryUse(), file, line);
    }

    /// <summary>Signals one wait. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Signals]
    public void Complete([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _signals.Add(this, 1);
        _queue.WakeOne(file, line);
    }

    /// <summary>Signals every wait, now and later. Does not sleep; may be called by a handler of interrupts.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    [Signals]
    public void CompleteAll([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _signals.Write(this, Always);
        _queue.WakeAll(file, line);
    }

    /// <summary>States that the completion comes only after this section: what is locked in it, nobody may hold who waits.</summary>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>Ends the section when disposed.</returns>
    /// <exception cref="LockdepException">The validator's sink throws.</exception>
    [Acquires("this")]
    public Pledge Promise([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        EnterSection(file, line);

        return new Pledge(this);
    }

    private bool TryUse()
    {
        for (var signals = _signals.Read(this); signals > 0; signals = _signals.Read(this))
        {
            if (signals >= Always || _signals.CompareExchange(this, signals - 1, signals) == signals)
            {
                return true;
            }
        }

        return false;
    }

    private void Announce(string file, int line)
    {
        if (Seam.On)
        {
            SimTask.Current.Held.MightLock(Map, AcquireMode.Write, file, line);
        }
    }

    /// <summary>A section that the completion waits for.</summary>
    [Guard]
    public readonly ref struct Pledge
    {
        private readonly Completion? _completion;

        internal Pledge(Completion completion) => _completion = completion;

        /// <summary>Ends the section.</summary>
        [Releases("this")]
        public void Dispose() => _completion?.LeaveSection();
    }
}
