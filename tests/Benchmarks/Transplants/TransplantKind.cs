namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>What sort of deadlock is put into the code.</summary>
internal enum TransplantKind
{
    /// <summary>Two locks that the type takes in one order are taken in the other.</summary>
    OppositeOrder,

    /// <summary>Two locks of a type that had nothing to do with each other are taken in both orders, one side through an existing member.</summary>
    NewPair,

    /// <summary>Like <see cref="NewPair"/>, the call inside a lambda that runs at once.</summary>
    Callback,

    /// <summary>A type calls into the object of one of its fields under its lock, and that object calls back under its own.</summary>
    AcrossTypes,

    /// <summary>A type gets a second lock: taken inside the first one, and around an existing member that takes the first one.</summary>
    NewLock,

    /// <summary>Two types that did not know each other get fields for each other and call across under their locks.</summary>
    Peers,

    /// <summary>A section of a lock that does not allow it calls an existing member that takes the lock again.</summary>
    SelfDeadlock,

    /// <summary>A way out of a member forgets the release.</summary>
    Leak,
}
