namespace MmRuntime.Annotations;

/// <summary>What a thread does while it waits for a lock, and so what it may do while it holds one.</summary>
/// <remarks>Ordered: under a lock of one kind, only locks of the same or a later kind may be taken.</remarks>
public enum LockKind
{
    /// <summary>The waiter sleeps; so may the holder.</summary>
    Sleep,

    /// <summary>The waiter spins; the holder must not sleep.</summary>
    Spin,

    /// <summary>The waiter spins in a context that can take no other kind of lock, such as an interrupt handler.</summary>
    RawSpin,

    /// <summary>Not a lock at all: a name that gives the validator edges, such as "memory is being reclaimed". May be entered under anything.</summary>
    Pseudo,
}
