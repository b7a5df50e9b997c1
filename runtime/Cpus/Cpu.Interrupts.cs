using System.Runtime.CompilerServices;
using MmRuntime.Atomics;
using MmRuntime.Scheduling;

namespace MmRuntime.Cpus;

/// <summary>Accesses that nothing interrupts, and interrupts.</summary>
/// <remarks>
/// <para>
/// | access | pairs with |
/// | the task stores "in an access", then reads the inbox (no fence between) | the sender fills the inbox, then fences all threads, then reads the state: one of the two sees the other |
/// | the task stores "outside" (release) | the sender's read of the state: what the access did is done |
/// | the sender or the task takes what is in the inbox under the latch | the other one, under the latch: a handler runs once, and who comes second waits for its end |
/// </para>
/// </remarks>
public sealed partial class Cpu
{
    private const int Outside = 0;
    private const int InAccess = 1;
    private const int InterruptsOff = 2;

    /// <summary>Looks at the target before the fence is paid: about two microseconds.</summary>
    private const int PatientRounds = 12;

    private List<Action<Cpu>> _inbox = [];
    private List<Action<Cpu>> _underWay = [];
    private Latch _latch;
    private int _state;
    private int _isPending;
    private int _accessDepth;
    private bool _isOff;
    private bool _isAnswering;

    /// <summary>From here to <see cref="EndAccess"/> what the processor has cached may be used. Handles pending interrupts first. Takes no lock, does not sleep.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginAccess()
    {
        TellChange();
        if (_accessDepth++ == 0 && !_isOff)
        {
            Atomic.Write(ref _state, InAccess);
            Poll();
        }
    }

    /// <summary>Ends it: nothing read from the cache may be used from here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndAccess()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Write);

        if (--_accessDepth == 0 && !_isOff)
        {
            Atomic.Write(ref _state, Outside);
        }
    }

    /// <summary>Has a handler run for other processors, and waits until it has. Interrupts must be on.</summary>
    /// <param name="targets">Which; the processor itself is left out.</param>
    /// <param name="handler">Runs once for each, on whatever thread; touches only that processor's data, or what may be touched without a lock. Does not wait.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <exception cref="InvalidOperationException">Interrupts are off here: two that wait for each other would wait for ever.</exception>
    public void Interrupt(IReadOnlyList<Cpu> targets, Action<Cpu> handler, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(handler);
        if (_isOff || _accessDepth > 0)
        {
            throw new InvalidOperationException("A processor that keeps interrupts out must not wait for others to take one.");
        }

        foreach (var target in targets)
        {
            if (target != this)
            {
                target.Post(handler);
                Atomic.Add(ref _sent, 1);
            }
        }

        foreach (var target in targets)
        {
            if (target != this)
            {
                target.Await(new CallSite(file, line));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellChange()
    {
        SharedAccessHook.Tell(this, 0, SharedAccess.Update);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Poll()
    {
        if (Atomic.Read(in _isPending) != 0)
        {
            AnswerAll();
        }
    }

    // Somebody else may be at it in our place: then its end is what we wait for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AnswerAll()
    {
        for (var round = 0; Atomic.Read(in _isPending) != 0; round++)
        {
            if (!TryAnswer(isSender: false))
            {
                SimTask.Current.Driver.Relax(this, round, default);
            }
        }
    }

    private void Post(Action<Cpu> handler)
    {
        TellChange();
        _latch.Enter();
        _inbox.Add(handler);
        Atomic.Write(ref _isPending, 1);
        _latch.Exit();
    }

    private void Await(CallSite site)
    {
        var task = SimTask.Current;

        // Others may have been written to since.
        TellChange();
        for (var round = 0; Atomic.Read(in _isPending) != 0; round++)
        {
            // Patience is for a target that runs meanwhile; where steps come one after the other it would only hide what happens after it.
            if (round >= PatientRounds || !_isFenced || task.IsDriven)
            {
                if (_isFenced)
                {
                    Atomic.ProcessWideFence();
                }

                if ((Atomic.Read(in _state) == Outside || !_looksAtState) && TryAnswer(isSender: true))
                {
                    return;
                }
            }

            task.Driver.Relax(this, round, site);
        }
    }

    // Handlers run outside of the latch, for they may come to scheduling points. False if somebody else has taken them.
    private bool TryAnswer(bool isSender)
    {
        _latch.Enter();
        var isOurs = !_isAnswering && _inbox.Count > 0;
        if (isOurs)
        {
            _isAnswering = true;
            (_inbox, _underWay) = (_underWay, _inbox);
        }

        _latch.Exit();
        if (!isOurs)
        {
            return false;
        }

        foreach (var handler in _underWay)
        {
            handler(this);
        }

        TellChange();
        _latch.Enter();
        _received += _underWay.Count;
        _answeredForUs += isSender ? _underWay.Count : 0;
        _underWay.Clear();
        _isAnswering = false;

        // Pairs with the looks of senders: who sees that nothing is pending sees what the handlers did.
        Atomic.Write(ref _isPending, _inbox.Count > 0 ? 1 : 0);
        _latch.Exit();
        return true;
    }

    internal void SetInterruptsOff(bool isOff)
    {
        // The task's own edge is another subject than the processor, at which senders look.
        TellChange();
        _isOff = isOff;
        Atomic.Write(ref _state, isOff ? InterruptsOff : _accessDepth > 0 ? InAccess : Outside);

        // Also where they go off: a sender that saw us outside just before is about to answer in our place, and we must not look anything up meanwhile.
        if (_accessDepth == 0)
        {
            Poll();
        }
    }
}
