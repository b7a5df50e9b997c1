using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

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
internal sealed record CallEffect(ImmutableArray<LockEvent> Events, NetEffect Net);
