using System.Diagnostics;
using MmRuntime.Exploration.Reports;
using MmRuntime.Exploration.Steps;
using MmRuntime.Exploration.Strategies;

namespace MmRuntime.Exploration;

/// <summary>One exploration: counts executions, gathers what fails, ends when it is enough.</summary>
internal sealed class Search(Session session, ExplorationOptions options)
{
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = new();
    private ExplorationEnd _end = ExplorationEnd.Complete;
    private TimeSpan _nextProgress = options.ProgressInterval;
    private int _executions;
    private int _failed;
    private int _repetitions;
    private long _steps;

    /// <summary>Explores.</summary>
    /// <param name="strategy">How.</param>
    /// <param name="isWanted">Which failures end the search, if any does; all of them unless given.</param>
    public ExplorationResult Run(Strategy strategy, Func<Execution, bool>? isWanted = null)
    {
        _clock.Start();
        if (!options.Cancellation.IsCancellationRequested)
        {
            session.Run(strategy, execution =>
            {
                _repetitions += strategy.IsRepetition ? 1 : 0;
                return Receive(execution, isWanted);
            });
        }
        else
        {
            _end = ExplorationEnd.Cancelled;
        }

        var switches = session.Switches;
        var failures = _findings.Values.Select(Describe).ToList();
        return new ExplorationResult(_end, failures)
        {
            Executions = _executions,
            Repetitions = _repetitions,
            ThreadSwitches = switches,
            Steps = _steps,
            LockdepReports = session.LockdepReports,
            CompleteToPreemptions = _end == ExplorationEnd.Complete ? strategy.CompleteTo : null,
        };
    }

    /// <summary>Runs once as a trace says.</summary>
    public ExplorationResult Replay(IReadOnlyList<ScheduleTrace.Deviation> deviations, uint digest)
    {
        var execution = session.Replay(deviations);
        Receive(execution, null);
        return new ExplorationResult(_findings.Count > 0 ? ExplorationEnd.Failure : ExplorationEnd.Complete, [.. _findings.Values.Select(Describe)])
        {
            Executions = 1,
            Steps = execution.Steps,
            LockdepReports = session.LockdepReports,
            IsExactReplay = execution.Trace.Digest == digest,
        };
    }

    private bool Receive(Execution execution, Func<Execution, bool>? isWanted)
    {
        _executions++;
        _steps += execution.Steps;
        var isEnough = false;
        if (execution.Failure is { } failure)
        {
            _failed++;
            if (!_findings.TryGetValue(failure.Signature, out var finding))
            {
                _findings.Add(failure.Signature, finding = new Finding(failure, [.. execution.Trace.Deviations], _executions));
            }

            finding.Count++;
            isEnough = (isWanted is null || isWanted(execution)) && options.StopAtFirstFailure;
        }

        if (_clock.Elapsed >= _nextProgress)
        {
            _nextProgress = _clock.Elapsed + options.ProgressInterval;
            options.Progress?.Invoke(new ExplorationProgress(_executions, _steps, _failed, _clock.Elapsed));
        }

        return !IsOver(isEnough);
    }

    private bool IsOver(bool isEnough)
    {
        ExplorationEnd? end = isEnough ? ExplorationEnd.Failure
            : options.Cancellation.IsCancellationRequested ? ExplorationEnd.Cancelled
            : _executions >= options.MaxExecutions ? ExplorationEnd.ExecutionLimit
            : options.TimeLimit != Timeout.InfiniteTimeSpan && _clock.Elapsed >= options.TimeLimit ? ExplorationEnd.TimeLimit
            : null;
        _end = end ?? _end;
        return end is not null;
    }

    private ExplorationFailure Describe(Finding finding)
    {
        var deviations = options.Minimise ? new TraceMinimiser(session, finding.Failure.Signature).Minimise(finding.Deviations) : finding.Deviations;
        var execution = session.Replay(deviations, isLogged: true);

        // A program that is not deterministic may not fail again; then there is only what was seen at first.
        var failure = execution.Failure?.Signature == finding.Failure.Signature ? execution.Failure : finding.Failure;
        var trace = execution.Trace.ToString();
        return new ExplorationFailure(failure.Kind, failure.Headline, trace)
        {
            Execution = finding.Execution,
            Count = finding.Count,
            Preemptions = execution.Preemptions,
            Exception = failure.Exception,
            Report = FailureReport.Write(failure, execution, isRepeated: failure != finding.Failure),
        };
    }

    private sealed class Finding(ExecutionFailure failure, List<ScheduleTrace.Deviation> deviations, int execution)
    {
        public ExecutionFailure Failure => failure;

        public List<ScheduleTrace.Deviation> Deviations => deviations;

        public int Execution => execution;

        public int Count { get; set; }
    }
}
