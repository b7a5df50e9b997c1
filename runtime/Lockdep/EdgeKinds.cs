namespace MmRuntime.Lockdep;

/// <summary>
/// How "held one, took the other" happened: held exclusively or shared, taken by somebody who queues or by one who overtakes. A shared hold does not keep out
/// who overtakes, so a cycle needs at each lock either an exclusive hold or a queueing taker.
/// </summary>
[Flags]
internal enum EdgeKinds
{
    None = 0,

    /// <summary>Held exclusively, taker queues.</summary>
    ExclusiveThenQueueing = 1,

    /// <summary>Held shared, taker queues.</summary>
    SharedThenQueueing = 2,

    /// <summary>Held exclusively, taker overtakes.</summary>
    ExclusiveThenOvertaking = 4,

    /// <summary>Held shared, taker overtakes.</summary>
    SharedThenOvertaking = 8,

    /// <summary>Any that begin with a shared hold.</summary>
    FromShared = SharedThenQueueing | SharedThenOvertaking,

    /// <summary>Any whose taker queues.</summary>
    ToQueueing = ExclusiveThenQueueing | SharedThenQueueing,
}
