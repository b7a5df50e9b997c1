using System.Collections.Immutable;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>What calling a member does, relative to its receiver, parameters and statics.</summary>
/// <param name="Events">Blocking acquisitions on some way through it, in canonical order.</param>
/// <param name="Net">What it leaves behind.</param>
internal sealed record MethodSummary(ImmutableArray<LockEvent> Events, NetEffect Net)
{
    /// <summary>Does nothing to locks, or nothing is known.</summary>
    public static readonly MethodSummary None = new(ImmutableArray<LockEvent>.Empty, NetEffect.None);

    /// <summary>
    /// Whether what it does happens only while somebody waits for the task it returns: it hands on the task of an async member, or is one of another
    /// compilation, whose metadata does not tell.
    /// </summary>
    public bool IsAsync { get; init; }

    /// <summary>Of an iterator, what it holds whenever it hands out an element.</summary>
    public ImmutableArray<HeldLock> HeldAtYields { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>Whether it is an iterator, so that what it does happens while somebody enumerates what it returns.</summary>
    public bool IsIterator { get; init; }

    /// <summary>Canonical text: the solver stops when it no longer changes.</summary>
    public string Text => string.Join("\n", Events.Select(happened => happened.Text)) + "\n" + Net.Text + string.Join(",", HeldAtYields.Select(held => held.Lock));
}
