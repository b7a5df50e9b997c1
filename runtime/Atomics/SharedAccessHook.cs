using System.Runtime.CompilerServices;

namespace MmRuntime.Atomics;

/// <summary>Who wants to know of accesses to shared state before they happen: the driver of a task that is run step by step.</summary>
internal abstract class SharedAccessHook
{
    [ThreadStatic]
    private static SharedAccessHook? _current;

    // On how many threads somebody wants to know. Mostly on none, and then no access has to ask which thread it is on.
    private static int _listeners;

    /// <summary>The hook of the task that runs on this thread; null if nobody wants to know.</summary>
    public static SharedAccessHook? Current
    {
        get => _current;
        set
        {
            // A thread sees what it wrote itself, and it only looks for its own hook: pairs with nothing.
            Atomic.Add(ref _listeners, (value is null ? 0 : 1) - (_current is null ? 0 : 1));
            _current = value;
        }
    }

    /// <summary>
    /// Called on the thread that is about to access shared state. Another task may run before it returns.
    /// </summary>
    /// <param name="owner">What the state belongs to.</param>
    /// <param name="index">Which part of the owner; parts that are not told apart share one number, which costs executions but hides nothing.</param>
    /// <param name="access">What will be done.</param>
    public abstract void BeforeAccess(object owner, long index, SharedAccess access);

    /// <summary>Tells the hook of this thread, if there is one, of the next thing the caller does. No code at all while the seam is off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tell(object owner, long index, SharedAccess access)
    {
        if (Seam.On && _listeners != 0)
        {
            TellThread(owner, index, access);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellThread(object owner, long index, SharedAccess access) => _current?.BeforeAccess(owner, index, access);
}
