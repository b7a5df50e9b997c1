using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration;

/// <summary>Takes decisions out of a trace as long as the program still fails in the same way (delta debugging).</summary>
internal sealed class TraceMinimiser(Session session, string signature)
{
    /// <summary>Executions after which the trace is short enough as it is.</summary>
    private const int MaxExecutions = 2_000;

    private List<ScheduleTrace.Deviation> _best = [];
    private int _bestPreemptions = int.MaxValue;
    private int _executions;

    /// <summary>A trace that fails with the same signature, from which no single decision can be taken.</summary>
    public List<ScheduleTrace.Deviation> Minimise(List<ScheduleTrace.Deviation> deviations)
    {
        _best = deviations;
        _ = Try(deviations);
        for (var size = Math.Max(1, _best.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var hasShrunk = TakeOut(size);
            if (_executions >= MaxExecutions || (size == 1 && !hasShrunk))
            {
                return _best;
            }
        }
    }

    private bool TakeOut(int size)
    {
        var hasShrunk = false;
        for (var start = 0; start < _best.Count && _executions < MaxExecutions;)
        {
            if (Try([.. _best[..start], .. _best[Math.Min(_best.Count, start + size)..]]))
            {
                hasShrunk = true;
            }
            else
            {
                start += size;
            }
        }

        return hasShrunk;
    }

    private bool Try(List<ScheduleTrace.Deviation> candidate)
    {
        _executions++;
        var execution = session.Replay(candidate);
        var recorded = execution.Trace.Deviations;
        var isBetter = recorded.Count < _best.Count || (recorded.Count == _best.Count && execution.Preemptions < _bestPreemptions);
        if (execution.Failure?.Signature != signature || !isBetter)
        {
            return false;
        }

        // What was taken, not what was asked for: decisions that could not be are gone.
        (_best, _bestPreemptions) = (recorded, execution.Preemptions);
        return true;
    }
}
