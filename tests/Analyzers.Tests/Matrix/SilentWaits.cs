namespace MmAnalyzers.Tests.Matrix;

/// <summary>Primitives used for something other than plain exclusion, or re-entered legally.</summary>
internal static class SilentWaits
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "a semaphore that starts at zero is a signal",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _ready = new(0);
                private int _count;

                public void Produce(bool isLast)
                {
                    _count++;
                    _ready.Release();
                    if (isLast)
                    {
                        _ready.Release();
                    }
                }

                public int Consume(bool isDouble)
                {
                    _ready.Wait();
                    if (isDouble)
                    {
                        _ready.Wait();
                    }

                    return _count;
                }
            }
            """),
        new(
            "a semaphore of four permits is a throttle: two waits do not exclude each other",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _throttle = new(4);
                private int _count;

                public async Task RunAsync()
                {
                    await _throttle.WaitAsync();
                    try
                    {
                        await InnerAsync();
                    }
                    finally
                    {
                        _throttle.Release();
                    }
                }

                private async Task InnerAsync()
                {
                    await _throttle.WaitAsync();
                    _count++;
                    _throttle.Release();
                }
            }
            """),
        new(
            "a recursive reader-writer lock may be read again by its reader",
            """
            public sealed class Sample
            {
                private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);
                private int _count;

                public int Outer()
                {
                    _lock.EnterReadLock();
                    try
                    {
                        return Inner();
                    }
                    finally
                    {
                        _lock.ExitReadLock();
                    }
                }

                public int Inner()
                {
                    _lock.EnterReadLock();
                    try
                    {
                        return _count;
                    }
                    finally
                    {
                        _lock.ExitReadLock();
                    }
                }
            }
            """),
        new(
            "an upgradeable reader may write",
            """
            public sealed class Sample
            {
                private readonly ReaderWriterLockSlim _lock = new();
                private int _count;

                public void Run()
                {
                    _lock.EnterUpgradeableReadLock();
                    try
                    {
                        if (_count > 0)
                        {
                            return;
                        }

                        _lock.EnterWriteLock();
                        try
                        {
                            _count = 1;
                        }
                        finally
                        {
                            _lock.ExitWriteLock();
                        }
                    }
                    finally
                    {
                        _lock.ExitUpgradeableReadLock();
                    }
                }
            }
            """),
        new(
            "a monitor is re-entered through a call",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Outer()
                {
                    lock (_gate)
                    {
                        Inner();
                    }
                }

                public void Inner()
                {
                    lock (_gate)
                    {
                        _count++;
                    }
                }
            }
            """),
        new(
            "a System.Threading.Lock and a mutex are re-entered through a call",
            """
            public sealed class Sample
            {
                private readonly Lock _gate = new();
                private readonly Mutex _mutex = new();
                private int _count;

                public void Outer()
                {
                    using (_gate.EnterScope())
                    {
                        _mutex.WaitOne();
                        Inner();
                        _mutex.ReleaseMutex();
                    }
                }

                private void Inner()
                {
                    lock (_gate)
                    {
                        _mutex.WaitOne();
                        _count++;
                        _mutex.ReleaseMutex();
                    }
                }
            }
            """),
        new(
            "two semaphores of two objects are not one semaphore",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private readonly Sample? _parent;
                private int _count;

                public Sample(Sample? parent) => _parent = parent;

                public void Run()
                {
                    _gate.Wait();
                    try
                    {
                        _parent?.Count();
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }

                private void Count()
                {
                    _gate.Wait();
                    _count++;
                    _gate.Release();
                }
            }
            """),
        new(
            "Monitor.Wait gives the lock up while it waits and has it again afterwards",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private readonly Queue<int> _items = new();

                public int Take()
                {
                    lock (_gate)
                    {
                        while (_items.Count == 0)
                        {
                            Monitor.Wait(_gate);
                        }

                        return _items.Dequeue();
                    }
                }

                public void Put(int item)
                {
                    lock (_gate)
                    {
                        _items.Enqueue(item);
                        Monitor.PulseAll(_gate);
                    }
                }
            }
            """),
        new(
            "a semaphore without a maximum may be released twice",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _slots = new(1);

                public void Grow()
                {
                    _slots.Wait();
                    _slots.Release();
                    _slots.Release();
                }
            }
            """),
        new(
            "the write lock is taken after the read lock was given back",
            """
            public sealed class Sample
            {
                private readonly ReaderWriterLockSlim _lock = new();
                private int _count;

                public void Run()
                {
                    _lock.EnterReadLock();
                    var isSet = _count > 0;
                    _lock.ExitReadLock();
                    if (!isSet)
                    {
                        _lock.EnterWriteLock();
                        _count = 1;
                        _lock.ExitWriteLock();
                    }
                }
            }
            """),
    ];
}
