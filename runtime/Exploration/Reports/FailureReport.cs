using System.Globalization;
using System.Text;
using MmAnalyzers.Engine.Ordering;
using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Reports;

/// <summary>A failure as text: what, who waits for what, the steps that led there, how to see it again.</summary>
internal static class FailureReport
{
    private const int MostSteps = 24;

    /// <summary>Writes it.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="execution">The execution in which it did, with its steps.</param>
    /// <param name="isRepeated">Whether it happened again when the execution was repeated.</param>
    public static string Write(ExecutionFailure failure, Execution execution, bool isRepeated)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(failure.Kind == FailureKind.Deadlock && failure.Circle.Count > 0 ? string.Empty : Name(failure.Kind) + ": ")}{failure.Headline}\n");
        if (failure.Circle.Count > 0)
        {
            text.Append('\n').Append(Story.Columns([.. failure.Circle.Select(row => (row.Task, row.Held, row.Wanted))])).Append('\n');
        }

        foreach (var line in failure.Details)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }

        if (failure.Exception is { StackTrace: { } stack })
        {
            text.Append(CultureInfo.InvariantCulture, $"{stack}\n");
        }

        WriteSteps(text, failure, execution);
        if (!isRepeated)
        {
            text.Append("The same schedule did not fail again: the program does not do the same every time.\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"replay: Explorer.Replay(program, \"{execution.Trace}\")\n").ToString();
    }

    private static string Name(FailureKind kind) => kind switch
    {
        FailureKind.Deadlock => "deadlock",
        FailureKind.PartialDeadlock => "partial deadlock",
        FailureKind.LostWakeup => "lost wakeup",
        FailureKind.Livelock => "livelock",
        FailureKind.FailedCheck => "failed check",
        _ => "unhandled exception",
    };

    // Steps of tasks that have nothing to do with it would only hide the others.
    private static void WriteSteps(StringBuilder text, ExecutionFailure failure, Execution execution)
    {
        var stuck = failure.Stuck.Select(task => task.Index).ToHashSet();
        var steps = execution.Log!.Select((step, index) => (step.Task, step.Operation, Number: index + 1))
            .Where(step => stuck.Count == 0 || stuck.Contains(step.Task.Index)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"steps{(steps.Count > MostSteps ? $", the last {MostSteps} of {steps.Count}" : string.Empty)}:\n");
        foreach (var (task, operation, number) in steps.TakeLast(MostSteps))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {number,5}  '{task}' {operation}\n");
        }
    }
}
