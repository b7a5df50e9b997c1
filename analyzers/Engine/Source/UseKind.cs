namespace MmAnalyzers.Engine.Source;

/// <summary>The ways in which a name is used that the index remembers one by one.</summary>
internal enum UseKind
{
    /// <summary>The name is assigned or initialised with an object creation.</summary>
    AssignedCreation,

    /// <summary>The name is assigned or initialised with the result of a call.</summary>
    AssignedCall,

    /// <summary>The name is assigned something else, or passed by <c>ref</c> or <c>out</c>.</summary>
    AssignedOther,

    /// <summary>The name stands left of <c>+=</c> with something on the right that can be a delegate.</summary>
    Subscription,

    /// <summary>The name is used as a value where a delegate could be wanted, so it may be a method group.</summary>
    MethodGroup,

    /// <summary>The name, or <c>async</c>, may start concurrent work.</summary>
    Concurrency,
}
