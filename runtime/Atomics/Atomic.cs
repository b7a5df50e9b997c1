using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MmRuntime.Atomics;

/// <summary>The framework's atomic operations. This folder is the only one that may name them.</summary>
/// <remarks>
/// For the inside of locks, of the validator and of drivers, which are no scheduling points themselves. State of the simulated machine uses
/// <see cref="SharedWord"/> and <see cref="Shared{T}"/> instead. Every caller says which other access its own one pairs with.
/// </remarks>
internal static class Atomic
{
    /// <summary>Reads; nothing after it in the program is read before it (acquire). Pairs with the caller's writes that release.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ref readonly T location)
        where T : class? => Volatile.Read(in location);

    /// <inheritdoc cref="Read{T}(ref readonly T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref readonly int location) => Volatile.Read(in location);

    /// <inheritdoc cref="Read{T}(ref readonly T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref readonly long location) => Volatile.Read(in location);

    /// <inheritdoc cref="Read{T}(ref readonly T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref readonly ulong location) => Volatile.Read(in location);

    /// <summary>Writes; nothing before it in the program is done after it (release). Pairs with the caller's reads that acquire.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(ref T location, T value)
        where T : class? => Volatile.Write(ref location, value);

    /// <inheritdoc cref="Write{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref int location, int value) => Volatile.Write(ref location, value);

    /// <inheritdoc cref="Write{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref long location, long value) => Volatile.Write(ref location, value);

    /// <inheritdoc cref="Write{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ulong location, ulong value) => Volatile.Write(ref location, value);

    /// <summary>Replaces the value if it is as expected, with a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareExchange(ref int location, int value, int expected) => Interlocked.CompareExchange(ref location, value, expected);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CompareExchange(ref long location, long value, long expected) => Interlocked.CompareExchange(ref location, value, expected);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CompareExchange<T>(ref T location, T value, T expected)
        where T : class? => Interlocked.CompareExchange(ref location, value, expected);

    /// <summary>Replaces the value with a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int location, int value) => Interlocked.Exchange(ref location, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(ref long location, long value) => Interlocked.Exchange(ref location, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exchange<T>(ref T location, T value)
        where T : class? => Interlocked.Exchange(ref location, value);

    /// <summary>Adds with a full fence; returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(ref int location, int value) => Interlocked.Add(ref location, value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(ref long location, long value) => Interlocked.Add(ref location, value);

    /// <summary>Keeps only these bits, with a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long And(ref long location, long bits) => Interlocked.And(ref location, bits);

    /// <summary>Sets these bits, with a full fence; returns what was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Or(ref long location, long bits) => Interlocked.Or(ref location, bits);

    /// <summary>Orders every access before it against every access after it. Pairs with another full fence or with <see cref="ProcessWideFence"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fence() => Interlocked.MemoryBarrier();

    /// <summary>As if every running thread of the process had executed <see cref="Fence"/>; several microseconds. Pairs with plain stores elsewhere.</summary>
    public static void ProcessWideFence() => Interlocked.MemoryBarrierProcessWide();

    /// <summary>A word that shares its cache lines with no other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct PaddedWord
    {
        /// <summary>The word.</summary>
        [FieldOffset(64)]
        public long Value;
    }
}
