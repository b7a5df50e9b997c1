namespace MmRuntime.Lockdep;

/// <summary>The contexts of a task: interrupts, preemption, RCU.</summary>
public partial class LockHolder
{
    private int _ground;
    private int _hardIrqDepth;
    private int _softIrqDepth;
    private int _hardIrqsOff;
    private int _softIrqsOff;
    private int _preemptOff;
    private int _rcuDepth;

    /// <summary>How deep the task is in RCU read sections.</summary>
    internal int RcuDepth => _rcuDepth;

    /// <summary>A handler starts on top of what the task was doing.</summary>
    /// <param name="isHard">Whether of a hardware interrupt.</param>
    internal void EnterHandler(bool isHard)
    {
        Push(HeldLock.Mark(_ground), isInOrder: true);
        _ground = Depth;
        Count(ref isHard ? ref _hardIrqDepth : ref _softIrqDepth, 1);
    }

    /// <summary>The handler ends; locks it still holds are reported and forgotten.</summary>
    /// <param name="isHard">As given to <see cref="EnterHandler"/>.</param>
    /// <param name="place">Where.</param>
    /// <param name="isSilent">Whether they are only forgotten.</param>
    internal void LeaveHandler(bool isHard, SourcePlace place, bool isSilent)
    {
        var left = Level.Length > 0 && !isSilent ? ReportFactory.HeldAtEnd(this, Level, "The interrupt handler", place) : null;
        var outer = _entries[_ground].Again;
        SetTop(_ground - 1);
        _ground = outer;
        Count(ref isHard ? ref _hardIrqDepth : ref _softIrqDepth, -1);
        Validator.ReportIfAny(left);
    }

    /// <summary>Hardware interrupts are kept out; sections nest.</summary>
    internal void DisableHardIrqs() => Count(ref _hardIrqsOff, 1);

    /// <summary>Such a section ends. With the outermost one, what is held is held with interrupts on.</summary>
    internal void EnableHardIrqs(SourcePlace place) => Enable(ref _hardIrqsOff, place, "enables interrupts that are not off");

    /// <summary>Software interrupts are kept out; sections nest.</summary>
    internal void DisableSoftIrqs() => Count(ref _softIrqsOff, 1);

    /// <summary>Such a section ends.</summary>
    internal void EnableSoftIrqs(SourcePlace place) => Enable(ref _softIrqsOff, place, "enables software interrupts that are not off");

    /// <summary>The task keeps its processor; sections nest.</summary>
    internal void DisablePreemption() => Count(ref _preemptOff, 1);

    /// <summary>Such a section ends.</summary>
    internal void EnablePreemption(SourcePlace place) => Leave(ref _preemptOff, place, "enables preemption that is not off");

    /// <summary>An RCU read section begins; sections nest.</summary>
    internal void EnterRcu() => Count(ref _rcuDepth, 1);

    /// <summary>Such a section ends.</summary>
    internal void LeaveRcu(SourcePlace place) => Leave(ref _rcuDepth, place, "leaves an RCU read section that it did not enter");

    /// <summary>The task starts: what it acquires is counted.</summary>
    internal void Begin() => Validator.Enlist(this);

    /// <summary>The task ends; locks it still holds are reported and forgotten.</summary>
    internal void End()
    {
        var left = Entries.Length > 0 ? ReportFactory.HeldAtEnd(this, Entries, "The task", default) : null;
        Clear();
        Validator.ReportIfAny(left);
    }

    /// <summary>A part of the task ends that others were to find nothing of; locks it still holds are reported and forgotten.</summary>
    /// <param name="who">What ends, as the beginning of a sentence.</param>
    /// <param name="place">Where it is written.</param>
    internal void EndSection(string who, SourcePlace place)
    {
        if (!IsEmpty)
        {
            var left = ReportFactory.HeldAtEnd(this, Entries, who, place);
            SetTop(0);
            Validator.Report(left);
        }
    }

    /// <summary>Forgets everything, for a task that has ended, be it by an exception.</summary>
    internal void Clear()
    {
        SetTop(0);
        (_ground, _context) = (0, 0);
        (_hardIrqDepth, _softIrqDepth, _hardIrqsOff, _softIrqsOff, _preemptOff, _rcuDepth) = (0, 0, 0, 0, 0, 0);
        Validator.Retire(this);
        _acquired = 0;
    }

    private void Enable(ref int depth, SourcePlace place, string misuse)
    {
        Leave(ref depth, place, misuse);
        if (depth == 0 && Level.Length > 0)
        {
            // Held locks are used with the interrupt on from here, which a chain seen before has entered already.
            var key = ChainKey.Next(At(_top).Key, _context | AcquireMode.Mask);
            if (!_chains.Has(key))
            {
                Validator.ExamineEnabling(this, key, place);
            }
        }
    }

    private void Leave(ref int depth, SourcePlace place, string misuse)
    {
        if (depth == 0)
        {
            Validator.Report(ReportFactory.WrongContext(this, place, misuse));
            return;
        }

        Count(ref depth, -1);
    }

    private void Count(ref int depth, int change)
    {
        depth += change;
        _context = (_hardIrqDepth > 0 ? ContextBits.InHardIrq : 0) | (_softIrqDepth > 0 ? ContextBits.InSoftIrq : 0)
            | (_hardIrqsOff > 0 ? ContextBits.HardIrqsOff : 0) | (_softIrqsOff > 0 ? ContextBits.SoftIrqsOff : 0)
            | (_preemptOff > 0 ? ContextBits.PreemptOff : 0) | (_rcuDepth > 0 ? ContextBits.InRcu : 0);
    }
}
