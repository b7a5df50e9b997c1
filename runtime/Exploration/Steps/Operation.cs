using MmRuntime.Exploration.Reports;

namespace MmRuntime.Exploration.Steps;

/// <summary>The operation with which a step begins; what follows it up to the task's next call belongs to the step.</summary>
/// <param name="kind">What it does.</param>
/// <param name="subject">To what.</param>
/// <param name="index">To which part of it.</param>
/// <param name="site">Where it was called.</param>
internal readonly struct Operation(StepKind kind, object? subject, long index, CallSite site)
{
    public StepKind Kind { get; } = kind;

    public object? Subject { get; } = subject;

    public long Index { get; } = index;

    public CallSite Site { get; } = site;

    /// <summary>Whether no other task could tell when it is done.</summary>
    public bool IsLocal => Kind is StepKind.Start or StepKind.Yield;

    /// <summary>Whether others that spin may find something new after it.</summary>
    public bool ChangesSomething => !IsLocal && Kind is not (StepKind.Read or StepKind.Look);

    /// <summary>Whether it matters which of two operations of different tasks comes first.</summary>
    public bool DependsOn(in Operation other)
    {
        if (IsLocal || other.IsLocal)
        {
            return false;
        }

        var isSamePlace = ReferenceEquals(Subject, other.Subject) && Index == other.Index;
        return (isSamePlace && (Kind != StepKind.Read || other.Kind != StepKind.Read))
            || (Kind == StepKind.Look && other.ChangesSomething)
            || (other.Kind == StepKind.Look && ChangesSomething);
    }

    /// <summary>As a report says it: <c>acquires 'x' at File.cs:12</c>.</summary>
    public override string ToString() => $"{Verb(Kind)}{(Subject is null ? string.Empty : $" '{Wording.NameOf(Subject)}'")}{Wording.At(Site)}";

    private static string Verb(StepKind kind) => kind switch
    {
        StepKind.Acquire => "acquires",
        StepKind.TryAcquire => "tries to acquire",
        StepKind.Release => "releases",
        StepKind.Pass => "passes on",
        StepKind.Signal => "signals",
        StepKind.Interrupt => "changes interrupts of",
        StepKind.RcuEnter => "enters an RCU section of",
        StepKind.RcuLeave => "leaves an RCU section of",
        StepKind.Yield => "lets others run",
        StepKind.Start => "starts",
        StepKind.Read => "reads",
        StepKind.Write => "writes",
        StepKind.Wake => "returns from waiting for",
        _ => "looks again at",
    };
}
