namespace MmAnalyzers.Tests.Matrix;

/// <summary>Opposite orders that can never meet.</summary>
internal static class SilentOrders
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "a gate lock surrounds both orders",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public void First()
                {
                    lock (_gate)
                    {
                        lock (_a)
                        {
                            lock (_b)
                            {
                                _count++;
                            }
                        }
                    }
                }

                public void Second()
                {
                    lock (_gate)
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
            "the reversed order is on an object that nobody else has yet",
            """
            public sealed class Node
            {
                internal object Gate { get; } = new();

                internal int Value { get; set; }
            }

            public sealed class Sample
            {
                private readonly object _list = new();
                private readonly List<Node> _nodes = [];

                public void Add(int value)
                {
                    var node = new Node();
                    lock (node.Gate)
                    {
                        node.Value = value;
                        lock (_list)
                        {
                            _nodes.Add(node);
                        }
                    }
                }

                public int First()
                {
                    lock (_list)
                    {
                        var node = _nodes[0];
                        lock (node.Gate)
                        {
                            return node.Value;
                        }
                    }
                }
            }
            """),
        new(
            "the reversed order is in a constructor, before anyone can see the object",
            """
            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public Sample()
                {
                    lock (_b)
                    {
                        lock (_a)
                        {
                            _count = 1;
                        }
                    }
                }

                public void Run()
                {
                    lock (_a)
                    {
                        lock (_b)
                        {
                            _count++;
                        }
                    }
                }
            }
            """),
        new(
            "two accounts are locked in the order of their ids",
            """
            public sealed class Account(int id)
            {
                private readonly object _gate = new();
                private decimal _balance;

                public int Id { get; } = id;

                public static void Transfer(Account from, Account to, decimal amount)
                {
                    var first = from.Id < to.Id ? from : to;
                    var second = from.Id < to.Id ? to : from;
                    lock (first._gate)
                    {
                        lock (second._gate)
                        {
                            from._balance -= amount;
                            to._balance += amount;
                        }
                    }
                }
            }
            """),
        new(
            "two accounts are locked in the order of their ids by two branches",
            """
            public sealed class Account(int id)
            {
                private readonly object _gate = new();
                private decimal _balance;

                public int Id { get; } = id;

                public void PayTo(Account other, decimal amount)
                {
                    if (Id < other.Id)
                    {
                        lock (_gate)
                        {
                            lock (other._gate)
                            {
                                _balance -= amount;
                                other._balance += amount;
                            }
                        }
                    }
                    else
                    {
                        lock (other._gate)
                        {
                            lock (_gate)
                            {
                                _balance -= amount;
                                other._balance += amount;
                            }
                        }
                    }
                }
            }
            """),
        new(
            "the reversed order only tries, and backs off",
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
                        lock (_b)
                        {
                            _count++;
                        }
                    }
                }

                public bool Second()
                {
                    lock (_b)
                    {
                        if (!Monitor.TryEnter(_a))
                        {
                            return false;
                        }

                        try
                        {
                            _count--;
                            return true;
                        }
                        finally
                        {
                            Monitor.Exit(_a);
                        }
                    }
                }
            }
            """),
        new(
            "the reversed order waits for a limited time only",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _a = new(1, 1);
                private readonly object _b = new();
                private int _count;

                public void First()
                {
                    _a.Wait();
                    try
                    {
                        lock (_b)
                        {
                            _count++;
                        }
                    }
                    finally
                    {
                        _a.Release();
                    }
                }

                public void Second()
                {
                    lock (_b)
                    {
                        if (_a.Wait(TimeSpan.FromMilliseconds(5)))
                        {
                            try
                            {
                                _count--;
                            }
                            finally
                            {
                                _a.Release();
                            }
                        }
                    }
                }
            }
            """),
        new(
            "one of two readers' locks has no writer, so readers in opposite order pass",
            """
            public sealed class Sample
            {
                private readonly ReaderWriterLockSlim _a = new();
                private readonly ReaderWriterLockSlim _b = new();
                private int _count;

                public int First()
                {
                    _a.EnterReadLock();
                    _b.EnterReadLock();
                    var seen = _count;
                    _b.ExitReadLock();
                    _a.ExitReadLock();
                    return seen;
                }

                public int Second()
                {
                    _b.EnterReadLock();
                    _a.EnterReadLock();
                    var seen = _count;
                    _a.ExitReadLock();
                    _b.ExitReadLock();
                    return seen;
                }

                public void Write()
                {
                    _a.EnterWriteLock();
                    _count++;
                    _a.ExitWriteLock();
                }
            }
            """),
        new(
            "a program with one thread cannot wait for itself",
            """
            var sample = new Sample();
            sample.First();
            sample.Second();

            internal sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                internal void First()
                {
                    lock (_a)
                    {
                        lock (_b)
                        {
                            _count++;
                        }
                    }
                }

                internal void Second()
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
            """)
        {
            Kind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        },
        new(
            "locks are released before the next is taken, hand over hand without overlap",
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
                        _count++;
                    }

                    lock (_b)
                    {
                        _count++;
                    }
                }

                public void Second()
                {
                    lock (_b)
                    {
                        _count--;
                    }

                    lock (_a)
                    {
                        _count--;
                    }
                }
            }
            """),
        new(
            "an event handler is subscribed under a lock but runs without it",
            """
            public sealed class Source
            {
                public event EventHandler? Changed;

                public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
            }

            public sealed class Sample
            {
                private readonly object _a = new();
                private readonly object _b = new();
                private int _count;

                public void Attach(Source source)
                {
                    lock (_a)
                    {
                        source.Changed += (_, _) =>
                        {
                            lock (_b)
                            {
                                _count++;
                            }
                        };
                    }
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
    ];
}
