namespace MmAnalyzers.Tests.Matrix;

/// <summary>Traps met in real code, each of which made some checker report a deadlock that is none.</summary>
internal static class SilentTraps
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "a lock that the thread holds anyway is entered again: re-entry draws no edge",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private readonly object _other = new();
                private int _count;

                public void Run()
                {
                    lock (_gate)
                    {
                        lock (_other)
                        {
                            lock (_gate)
                            {
                                _count++;
                            }
                        }
                    }
                }
            }
            """),
        new(
            "a property returns the lock field: two names of one lock make no cycle",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private readonly object _other = new();
                private int _count;

                public object SyncRoot => _gate;

                public void First()
                {
                    lock (_gate)
                    {
                        lock (SyncRoot)
                        {
                            _count++;
                        }
                    }
                }

                public void Second()
                {
                    lock (SyncRoot)
                    {
                        lock (_gate)
                        {
                            lock (_other)
                            {
                                _count--;
                            }
                        }
                    }
                }
            }
            """),
        new(
            "a property of a base class returns the lock through an interface: still one lock",
            """
            public interface ISynchronized
            {
                object SyncRoot { get; }
            }

            public abstract class Base : ISynchronized
            {
                protected readonly object Gate = new();

                public object SyncRoot => Gate;
            }

            public sealed class Sample : Base
            {
                private readonly object _leaf = new();
                private int _count;

                public void First()
                {
                    lock (Gate)
                    {
                        lock (((ISynchronized)this).SyncRoot)
                        {
                            _count++;
                        }
                    }
                }

                public void Second()
                {
                    lock (SyncRoot)
                    {
                        lock (_leaf)
                        {
                            lock (Gate)
                            {
                                _count--;
                            }
                        }
                    }
                }
            }
            """),
        new(
            "the callee is entered only with the outer lock held, so its opposite order is guarded",
            """
            public sealed class Sample
            {
                private readonly object _outer = new();
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public void First()
                {
                    lock (_outer)
                    {
                        Forward();
                    }
                }

                public void Second()
                {
                    lock (_outer)
                    {
                        Backward();
                    }
                }

                private void Forward()
                {
                    lock (_a)
                    {
                        lock (_b)
                        {
                            _count++;
                        }
                    }
                }

                private void Backward()
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
            "the call drops the caller's lock and takes it again, so the inner lock is not taken under it",
            """
            public sealed class Sample
            {
                private readonly object _outer = new();
                private readonly object _inner = new();
                private int _count;

                public void Run()
                {
                    Monitor.Enter(_outer);
                    try
                    {
                        _count++;
                        Relaxed();
                    }
                    finally
                    {
                        Monitor.Exit(_outer);
                    }
                }

                public void Reverse()
                {
                    lock (_inner)
                    {
                        lock (_outer)
                        {
                            _count--;
                        }
                    }
                }

                private void Relaxed()
                {
                    Monitor.Exit(_outer);
                    lock (_inner)
                    {
                        _count++;
                    }

                    Monitor.Enter(_outer);
                }
            }
            """),
        new(
            "locks that come in as parameters of one type are not one lock",
            """
            public sealed class Sample
            {
                private int _count;

                public void First(object first, List<int> list)
                {
                    lock (first)
                    {
                        lock (list)
                        {
                            _count++;
                        }
                    }
                }

                public void Second(object second, List<int> list)
                {
                    lock (list)
                    {
                        lock (second)
                        {
                            _count--;
                        }
                    }
                }
            }
            """),
        new(
            "the SyncRoot of some collection is not the SyncRoot of every collection",
            """
            using System.Collections;

            public sealed class Sample
            {
                private int _count;

                public void First(ICollection list, object key)
                {
                    lock (list.SyncRoot)
                    {
                        lock (key)
                        {
                            _count++;
                        }
                    }
                }

                public void Second(ICollection list, object key)
                {
                    lock (key)
                    {
                        lock (list.SyncRoot)
                        {
                            _count--;
                        }
                    }
                }
            }
            """),
        new(
            "a lambda made under a lock and queued runs without that lock",
            """
            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public void First()
                {
                    lock (_a)
                    {
                        ThreadPool.QueueUserWorkItem(_ => Later());
                    }
                }

                public void Second()
                {
                    lock (_b)
                    {
                        lock (_a)
                        {
                            _count--;
                        }
                    }
                }

                private void Later()
                {
                    lock (_b)
                    {
                        _count++;
                    }
                }
            }
            """),
        new(
            "a wrapper class around Monitor is one method that enters and one that leaves",
            """
            public sealed class Guarded
            {
                private readonly object _gate = new();

                public void Acquire() => Monitor.Enter(_gate);

                public void Release() => Monitor.Exit(_gate);
            }

            public sealed class Sample
            {
                private readonly Guarded _guard = new();
                private int _count;

                public void Run()
                {
                    _guard.Acquire();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        _guard.Release();
                    }
                }
            }
            """),
        new(
            "a lock field that is not readonly is still one lock when every method agrees on the order",
            """
            public sealed class Sample
            {
                private object _gate = new();
                private readonly object _leaf = new();
                private int _count;

                public void Reset() => _gate = new object();

                public void Run()
                {
                    lock (_gate)
                    {
                        lock (_leaf)
                        {
                            _count++;
                        }
                    }
                }
            }
            """),
    ];
}
