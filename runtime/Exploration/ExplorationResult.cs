using System.Globalization;
using System.Text;
using MmRuntime.Lockdep;

namespace MmRuntime.Exploration;

/// <summary>What an exploration has looked at, and found.</summary>
public sealed class ExplorationResult
{
    internal ExplorationResult(ExplorationEnd end, IReadOnlyList<ExplorationFailure> failures) => (End, Failures) = (end, failures);

    /// <summary>Why it ended.</summary>
    public ExplorationEnd End { get; }

    /// <summary>The different ways in which executions failed, in the order in which they were found.</summary>
    public IReadOnlyList<ExplorationFailure> Failures { get; }

    /// <summary>Executions, without those that made traces shorter.</summary>
    public int Executions { get; init; }

    /// <summary>Executions of an exhaustive search that turned out, on the way, to come only to what others had come to.</summary>
    public int Repetitions { get; init; }

    /// <summary>Steps of all of them.</summary>
    public long Steps { get; init; }

    /// <summary>How often one thread had to wake another: what an exploration mostly costs.</summary>
    public long ThreadSwitches { get; init; }

    /// <summary>Whether no schedule within the bound of preemptions is left.</summary>
    public bool IsComplete => End == ExplorationEnd.Complete;

    /// <summary>If complete: the bound that left something out; null if there is no other schedule at all.</summary>
    public int? CompleteToPreemptions { get; init; }

    /// <summary>After a replay: whether every step was the one that the trace was taken from. Null for other explorations.</summary>
    public bool? IsExactReplay { get; init; }

    /// <summary>What the lock validator said meanwhile, unless the options named one of their own.</summary>
    public IReadOnlyList<LockdepReport> LockdepReports { get; init; } = [];

    /// <summary>Whether nothing failed.</summary>
    public bool IsPassed => Failures.Count == 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Executions} executions, {Steps} steps: {Verdict()}");
        if (IsExactReplay == false)
        {
            text.Append("; the program has not taken the steps of the trace, so it is another program now");
        }

        text.Append('\n');
        foreach (var failure in Failures)
        {
            text.Append('\n').Append(failure.Report);
        }

        return text.ToString();
    }

    private string Verdict() => End switch
    {
        ExplorationEnd.Complete when CompleteToPreemptions is { } bound => string.Create(
            CultureInfo.InvariantCulture, $"complete up to {bound} preemptions, {Found()}"),
        ExplorationEnd.Complete => $"complete, {Found()}",
        ExplorationEnd.ExecutionLimit => $"limit of executions reached, {Found()}",
        ExplorationEnd.TimeLimit => $"limit of time reached, {Found()}",
        ExplorationEnd.Cancelled => $"cancelled, {Found()}",
        _ => Found(),
    };

    private string Found() => Failures.Count == 0 ? "no failure" : string.Create(CultureInfo.InvariantCulture, $"{Failures.Sum(failure => failure.Count)} failed");
}
