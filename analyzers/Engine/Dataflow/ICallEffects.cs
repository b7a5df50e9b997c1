using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>What calls do to locks: declared here, where it is used, and implemented by the summaries above.</summary>
internal interface ICallEffects
{
    /// <summary>The effect of one call, in terms of the calling body; null if it has none or nothing is known of it.</summary>
    /// <param name="call">Invocation, creation, property access or operator.</param>
    CallEffect? Of(IOperation call);

    /// <summary>Whether a call may leave other locks held than it found, by the names it uses; without binding anything.</summary>
    bool MayChangeLocks(IOperation call);
}

/// <summary>The effect of a call, in terms of the calling body.</summary>
/// <param name="Events">What happens during the call.</param>
/// <param name="Net">What it leaves behind.</param>
internal sealed record CallEffect(ImmutableArray<LockEvent> Events, NetEffect Net)
{
    /// <summary>No effect.</summary>
    public static readonly CallEffect None = new(ImmutableArray<LockEvent>.Empty, NetEffect.None);

    /// <summary>What is held while this body goes through the elements that the call returned: an iterator waits at its <c>yield</c> meanwhile.</summary>
    public ImmutableArray<HeldLock> Meanwhile { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>The same, happening then: of what goes on in a task, the beginning happens at once in any case.</summary>
    public CallEffect At(CallTime time) => time switch
    {
        CallTime.HandedOn => this with { Events = Events.Select(happened => happened with { IsHandedOn = happened.IsLater }).ToImmutableArray() },
        CallTime.Unknown => new(Events.RemoveAll(happened => happened.IsLater), NetEffect.None),
        _ => this,
    };

    /// <summary>Both, one after the other.</summary>
    public static CallEffect? Then(CallEffect? first, CallEffect? second) =>
        first is null ? second : second is null ? first : new(first.Events.AddRange(second.Events), second.Net.IsNone ? first.Net : second.Net) { Meanwhile = first.Meanwhile.AddRange(second.Meanwhile) };

    /// <summary>One of two: anything either does may happen, but only what both leave behind is certain.</summary>
    public static CallEffect Either(CallEffect left, CallEffect right)
    {
        var net = left.Net.Text == right.Net.Text
            ? left.Net
            : new(LockChange.None, LockChange.None, left.Net.Touched.Concat(right.Net.Touched).Distinct().ToImmutableArray());
        return new(left.Events.AddRange(right.Events), net);
    }
}
