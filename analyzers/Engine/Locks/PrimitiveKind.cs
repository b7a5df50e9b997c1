namespace MmAnalyzers.Engine.Locks;

/// <summary>The kind of lock behind a <see cref="LockClass"/>; what each allows is in <see cref="PrimitiveTraits"/>.</summary>
internal enum PrimitiveKind
{
    /// <summary><c>lock</c> on an object, <c>System.Threading.Monitor</c>, <c>[MethodImpl(Synchronized)]</c>.</summary>
    Monitor,

    /// <summary><c>System.Threading.Lock</c>.</summary>
    Lock,

    /// <summary><c>System.Threading.SpinLock</c>.</summary>
    SpinLock,

    /// <summary><c>System.Threading.SemaphoreSlim</c> created with an initial count of one.</summary>
    SemaphoreSlim,

    /// <summary><c>System.Threading.ReaderWriterLockSlim</c>, not recursive.</summary>
    ReaderWriterLockSlim,

    /// <summary><c>System.Threading.Mutex</c>.</summary>
    Mutex,

    /// <summary><c>System.Threading.ReaderWriterLockSlim</c> created with <c>SupportsRecursion</c>.</summary>
    RecursiveReaderWriterLockSlim,

    /// <summary><c>System.Threading.Semaphore</c> created with an initial count of one.</summary>
    Semaphore,

    /// <summary><c>System.Threading.ReaderWriterLock</c>, the old one, which counts.</summary>
    ReaderWriterLock,

    /// <summary>A user's or the runtime package's lock, known by its annotations only.</summary>
    Annotated,
}
