using System.Globalization;

namespace MmRuntime.Lockdep;

/// <summary>The slow path: a chain that nobody has examined yet.</summary>
public sealed partial class LockValidator
{
    /// <summary>Examines an acquisition that is about to happen.</summary>
    /// <returns>The bit to set in its key, if a class is held twice.</returns>
    internal ulong Examine(LockHolder stack, in HeldLock taken)
    {
        var twice = NestingCheck.HasClassTwice(stack, taken) || IsChecked ? ChainKey.SameClassTwice : 0;
        if (!IsChecked && Chains.Has(taken.Key | twice) && !(twice != 0 && (NestingCheck.HasLockTwice(stack, taken) || NestingCheck.IsAgainstOrder(stack, taken))))
        {
            return twice;
        }

        List<LockdepReport> found;
        lock (_gate)
        {
            _examined++;
            var acquisition = new Acquisition(stack, taken, _graph);
            NestingCheck.Run(acquisition);
            ContextCheck.Run(acquisition);
            UsageCheck.Run(acquisition);
            if (!acquisition.Found.Exists(static report => report.Kind == ReportKind.SelfDeadlock))
            {
                // Who waits for itself never gets there: what else it holds is no order to learn, nor a second problem.
                OrderCheck.Run(acquisition);
            }

            found = acquisition.Found.Count == 0 ? acquisition.Found : acquisition.Found.FindAll(IsNew);
            if (IsChecked)
            {
                Compare(stack, taken);
            }

            Chains.Add(taken.Key | twice);
        }

        Deliver(found);
        return twice;
    }

    /// <summary>Examines what it means for held locks that an interrupt is on from now.</summary>
    internal void ExamineEnabling(LockHolder stack, ulong key, SourcePlace place)
    {
        var found = new List<LockdepReport>();
        lock (_gate)
        {
            foreach (var held in stack.Level)
            {
                var used = held with { Token = HeldLock.TokenOf(held.Lock.Bits, stack.Context, held.Mode, place.Line), File = place.Path };
                var use = new Acquisition(stack, used, _graph);
                UsageCheck.Run(use);
                found.AddRange(use.Found.FindAll(IsNew));
            }

            Chains.Add(key);
        }

        Deliver(found);
    }

    private void Deliver(List<LockdepReport> found)
    {
        Exception? failure = null;
        foreach (var report in found)
        {
            try
            {
                Sink.Report(report);
            }
            catch (Exception thrown) when (report != found[^1] || failure is not null)
            {
                // One acquisition can be wrong in several ways, and each is told only once: the sink hears of all before the first one fails the operation.
                failure ??= thrown;
            }
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    // Two chains with one key would hide each other.
    private void Compare(LockHolder stack, in HeldLock taken)
    {
        var text = taken.Link.ToString("x", CultureInfo.InvariantCulture);
        foreach (var held in stack.Level)
        {
            text += "," + held.Link.ToString("x", CultureInfo.InvariantCulture);
        }

        if (!_chainTexts.TryAdd(taken.Key, text) && _chainTexts[taken.Key] != text)
        {
            _collisions++;
        }
    }
}
