namespace MmAnalyzers.Tests.Matrix;

/// <summary>Locks whose acquire and release are apart on purpose.</summary>
internal static class SilentPairs
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "one method enters and another exits",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void BeginUpdate()
                {
                    Monitor.Enter(_gate);
                    _count++;
                }

                public void EndUpdate()
                {
                    _count--;
                    Monitor.Exit(_gate);
                }
            }
            """),
        new(
            "the guard is returned to the caller, who disposes it",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public void Run()
                {
                    using var guard = Hold();
                    _count++;
                }

                public Guard Hold()
                {
                    _gate.Wait();
                    return new Guard(_gate);
                }

                public sealed class Guard(SemaphoreSlim gate) : IDisposable
                {
                    public void Dispose() => gate.Release();
                }
            }
            """),
        new(
            "an awaited guard is returned unless taking it fails",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public async Task RunAsync()
                {
                    using (await HoldAsync(true))
                    {
                        _count++;
                    }
                }

                public async Task<IDisposable> HoldAsync(bool isAllowed)
                {
                    await _gate.WaitAsync();
                    if (!isAllowed)
                    {
                        _gate.Release();
                        throw new InvalidOperationException();
                    }

                    return new Guard(_gate);
                }

                private sealed class Guard(SemaphoreSlim gate) : IDisposable
                {
                    public void Dispose() => gate.Release();
                }
            }
            """),
        new(
            "the finally of the caller releases what the helper took",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run()
                {
                    Begin();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        End();
                    }
                }

                private void Begin() => Monitor.Enter(_gate);

                private void End() => Monitor.Exit(_gate);
            }
            """),
        new(
            "a bool-returning wrapper holds the lock exactly when it says so",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run()
                {
                    if (!TryBegin())
                    {
                        return;
                    }

                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        Monitor.Exit(_gate);
                    }
                }

                private bool TryBegin() => Monitor.TryEnter(_gate, 10);
            }
            """),
        new(
            "a wrapper with an out parameter tells whether the lock is held",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run()
                {
                    Begin(out var isHeld);
                    try
                    {
                        _count += isHeld ? 1 : 0;
                    }
                    finally
                    {
                        if (isHeld)
                        {
                            Monitor.Exit(_gate);
                        }
                    }
                }

                private void Begin(out bool isHeld) => isHeld = Monitor.TryEnter(_gate);
            }
            """),
        new(
            "a method that fails gives the lock back and else leaves it to its caller",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public bool TryBegin(int limit)
                {
                    _gate.Wait();
                    if (_count < limit)
                    {
                        return true;
                    }

                    _gate.Release();
                    return false;
                }

                public void End()
                {
                    _count++;
                    _gate.Release();
                }
            }
            """),
        new(
            "the constructor takes and Dispose releases",
            """
            public sealed class Hold : IDisposable
            {
                private readonly Mutex _mutex;

                public Hold(Mutex mutex)
                {
                    _mutex = mutex;
                    _mutex.WaitOne();
                }

                public void Dispose()
                {
                    _mutex.ReleaseMutex();
                    _mutex.Dispose();
                }
            }
            """),
        new(
            "the dispose pattern locks once and releases on the second call as well",
            """
            public class Sample : IDisposable
            {
                private readonly object _gate = new();
                private readonly SemaphoreSlim _work = new(1, 1);
                private bool _isDisposed;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    lock (_gate)
                    {
                        if (_isDisposed)
                        {
                            return;
                        }

                        _isDisposed = true;
                        if (disposing)
                        {
                            _work.Dispose();
                        }
                    }
                }
            }
            """),
    ];
}
