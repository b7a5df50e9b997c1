namespace MmRuntime.Atomics;

/// <summary>Who wants to know of accesses to shared state before they happen: the driver of a task that is run step by step.</summary>
internal abstract class SharedAccessHook
{
    [ThreadStatic]
    private static SharedAccessHook? _current;

    /// <summary>The hook of the task that runs on this thread; null if nobody wants to know.</summary>
    public static SharedAccessHook? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>
    /// Called on the thread that is about to access shared state. Another task may run before it returns.
    /// </summary>
    /// <param name="owner">What the state belongs to.</param>
    /// <param name="index">Which part of the owner; parts that are not told apart share one number, which costs executions but hides nothing.</param>
    /// <param name="access">What will be done.</param>
    public abstract void BeforeAccess(object owner, long index, SharedAccess access);

    /// <summary>Tells the hook of this thread, if there is one.</summary>
    public static void Tell(object owner, long index, SharedAccess access) => _current?.BeforeAccess(owner, index, access);
}
