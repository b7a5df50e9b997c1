using System.Runtime.CompilerServices;

namespace MmRuntime.Atomics;

/// <summary>As <see cref="SharedWord"/>, for words in native memory: records and tables, which are no objects. Every access is a scheduling point.</summary>
/// <remarks>
/// Each member takes the object that owns the memory and the word's number in it, which together are what the explorer knows the word by. No member takes a lock,
/// sleeps or allocates.
/// </remarks>
internal static class NativeWord
{
    /// <summary>Reads with acquire order: what is read after this is at least as new. Pairs with <see cref="Write"/> and the updates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref readonly long word, object owner, long index)
    {
        SharedAccessHook.Tell(owner, index, SharedAccess.Read);
        return Atomic.Read(in word);
    }

    /// <summary>Writes with release order: whoever reads the value sees what was written before it. Pairs with <see cref="Read"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref long word, long value, object owner, long index)
    {
        SharedAccessHook.Tell(owner, index, SharedAccess.Write);
        Atomic.Write(ref word, value);
    }

    /// <summary>Replaces the value if it is as expected, as a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CompareExchange(ref long word, long value, long expected, object owner, long index)
    {
        SharedAccessHook.Tell(owner, index, SharedAccess.Update);
        return Atomic.CompareExchange(ref word, value, expected);
    }

    /// <summary>Replaces the value in one step, as a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(ref long word, long value, object owner, long index)
    {
        SharedAccessHook.Tell(owner, index, SharedAccess.Update);
        return Atomic.Exchange(ref word, value);
    }

    /// <summary>Adds in one step, as a full fence; returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(ref long word, long value, object owner, long index)
    {
        SharedAccessHook.Tell(owner, index, SharedAccess.Update);
        return Atomic.Add(ref word, value);
    }
}
