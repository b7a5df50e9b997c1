namespace MmRuntime.Lockdep;

/// <summary>One thread of a report: what it holds and what it then takes.</summary>
/// <param name="Member">The code that does it, e.g. <c>Account.Transfer</c>.</param>
/// <param name="Task">Name of the task that did it first.</param>
/// <param name="Held">The lock held.</param>
/// <param name="HeldAt">Where it was acquired.</param>
/// <param name="Taken">The lock taken under it.</param>
/// <param name="TakenAt">Where.</param>
/// <param name="Stack">The calls that led there, one a line, innermost first; empty for a declared order.</param>
public sealed record ReportLeg(string Member, string Task, string Held, SourcePlace HeldAt, string Taken, SourcePlace TakenAt, string Stack);
