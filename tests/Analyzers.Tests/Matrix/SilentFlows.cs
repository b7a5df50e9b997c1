namespace MmAnalyzers.Tests.Matrix;

/// <summary>Bodies of other kinds: asynchronous, iterators, lambdas, local functions.</summary>
internal static class SilentFlows
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "an async method awaits between try and finally and releases on every path",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public async Task<int> RunAsync(CancellationToken cancel)
                {
                    await _gate.WaitAsync(cancel).ConfigureAwait(false);
                    try
                    {
                        if (_count > 10)
                        {
                            return _count;
                        }

                        await Task.Delay(1, cancel);
                        return ++_count;
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }
            """),
        new(
            "WaitAsync with a time-out is released only when it was taken",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public async Task<bool> RunAsync()
                {
                    if (!await _gate.WaitAsync(TimeSpan.FromSeconds(1)))
                    {
                        return false;
                    }

                    try
                    {
                        await Task.Yield();
                        _count++;
                        return true;
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }
            """),
        new(
            "an iterator holds its lock between try and finally, and disposal runs the finally",
            """
            public sealed class Sample
            {
                private readonly ReaderWriterLockSlim _gate = new();
                private readonly List<int> _items = [];

                public IEnumerable<int> Items()
                {
                    _gate.EnterReadLock();
                    try
                    {
                        for (var i = 0; i < _items.Count; i++)
                        {
                            yield return _items[i];
                        }
                    }
                    finally
                    {
                        _gate.ExitReadLock();
                    }
                }

                public void Add(int item)
                {
                    _gate.EnterWriteLock();
                    try
                    {
                        _items.Add(item);
                    }
                    finally
                    {
                        _gate.ExitWriteLock();
                    }
                }
            }
            """),
        new(
            "a task started under a lock runs on another thread without it",
            """
            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private Task _work = Task.CompletedTask;
                private int _count;

                public void First()
                {
                    lock (_a)
                    {
                        _work = Task.Run(() =>
                        {
                            lock (_b)
                            {
                                _count++;
                            }
                        });
                    }
                }

                public bool Second()
                {
                    lock (_b)
                    {
                        lock (_a)
                        {
                            return _work.IsCompleted;
                        }
                    }
                }
            }
            """),
        new(
            "a lambda stored under a lock is invoked elsewhere without it",
            """
            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private Action _later = () => { };
                private int _count;

                public void Store()
                {
                    lock (_a)
                    {
                        _later = () =>
                        {
                            lock (_b)
                            {
                                _count++;
                            }
                        };
                    }
                }

                public void Flush()
                {
                    Action later;
                    lock (_a)
                    {
                        later = _later;
                    }

                    later();
                }

                public void Reverse()
                {
                    lock (_b)
                    {
                        lock (_a)
                        {
                            _count--;
                        }
                    }
                }
            }
            """),
        new(
            "a local function that is never called under the lock takes nothing under it",
            """
            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public void Run()
                {
                    lock (_a)
                    {
                        _count++;
                    }

                    Finish();

                    void Finish()
                    {
                        lock (_b)
                        {
                            lock (_a)
                            {
                                _count--;
                            }
                        }
                    }
                }
            }
            """),
        new(
            "a test class locks as its tests please, each with objects of its own",
            """
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class FactAttribute : Attribute;

            public sealed class QueueTests
            {
                [Fact]
                public void Adds_in_order()
                {
                    var first = new object();
                    var second = new object();
                    lock (first)
                    {
                        lock (second)
                        {
                            Monitor.Pulse(second);
                        }
                    }
                }

                [Fact]
                public void Adds_in_reverse()
                {
                    var first = new object();
                    var second = new object();
                    lock (second)
                    {
                        lock (first)
                        {
                            Monitor.Pulse(first);
                        }
                    }
                }
            }
            """),
        new(
            "a loop takes the lock anew in every round and frees it in each",
            """
            public sealed class Sample
            {
                private SpinLock _spin = new(false);
                private int _count;

                public void Run(int rounds)
                {
                    for (var i = 0; i < rounds; i++)
                    {
                        var taken = false;
                        try
                        {
                            _spin.Enter(ref taken);
                            if (i == 3)
                            {
                                continue;
                            }

                            _count++;
                        }
                        finally
                        {
                            if (taken)
                            {
                                _spin.Exit(false);
                            }
                        }
                    }
                }
            }
            """),
    ];
}
