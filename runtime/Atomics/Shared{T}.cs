using System.Runtime.CompilerServices;

namespace MmRuntime.Atomics;

/// <summary>A reference that threads access without a lock that protects it, such as one that RCU readers follow. Every access is a scheduling point.</summary>
/// <typeparam name="T">Type of the object referred to.</typeparam>
/// <remarks>As <see cref="SharedWord"/>: a field of a class, never copied; no member takes a lock, sleeps or allocates.</remarks>
public struct Shared<T>
    where T : class?
{
    private T _value;

    /// <summary>A reference that starts with a value.</summary>
    public Shared(T value) => _value = value;

    /// <summary>Reads with acquire order: the object is seen as it was when it was published. Pairs with <see cref="Write"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read(object owner)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Read);
        return Atomic.Read(in _value);
    }

    /// <summary>Publishes with release order: whoever reads the reference sees the object complete. Pairs with <see cref="Read"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(object owner, T value)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Write);
        Atomic.Write(ref _value, value);
    }

    /// <summary>Replaces the reference in one step, as a full fence; returns the old one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Exchange(object owner, T value)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.Exchange(ref _value, value);
    }

    /// <summary>Replaces the reference if it is as expected, as a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T CompareExchange(object owner, T value, T expected)
    {
        SharedAccessHook.Tell(owner, 0, SharedAccess.Update);
        return Atomic.CompareExchange(ref _value, value, expected);
    }
}
