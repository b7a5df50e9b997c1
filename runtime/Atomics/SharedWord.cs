using System.Runtime.CompilerServices;

namespace MmRuntime.Atomics;

/// <summary>A 64-bit word that threads access without a lock that protects it. Every access is a scheduling point.</summary>
/// <remarks>
/// A field of a class, never copied. Each member takes the object it belongs to, which is what the explorer knows the word by. No member takes a lock,
/// sleeps or allocates. All may be called in every context.
/// </remarks>
public struct SharedWord
{
    private long _value;

    /// <summary>A word that starts with a value.</summary>
    public SharedWord(long value) => _value = value;

    /// <summary>Reads with acquire order: what is read after this is at least as new. Pairs with <see cref="Write"/> and the updates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Read(object owner)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Read);
        return Atomic.Read(in _value);
    }

    /// <summary>Writes with release order: whoever reads the value sees what was written before it. Pairs with <see cref="Read"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(object owner, long value)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Write);
        Atomic.Write(ref _value, value);
    }

    /// <summary>Replaces the value in one step, as a full fence; returns the old one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Exchange(object owner, long value)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.Exchange(ref _value, value);
    }

    /// <summary>Replaces the value if it is as expected, as a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long CompareExchange(object owner, long value, long expected)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.CompareExchange(ref _value, value, expected);
    }

    /// <summary>Adds in one step, as a full fence; returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Add(object owner, long value)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.Add(ref _value, value);
    }

    /// <summary>Clears all but some bits in one step, as a full fence; returns the old value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long And(object owner, long bits)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.And(ref _value, bits);
    }

    /// <summary>Sets bits in one step, as a full fence; returns the old value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Or(object owner, long bits)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.Or(ref _value, bits);
    }
}
