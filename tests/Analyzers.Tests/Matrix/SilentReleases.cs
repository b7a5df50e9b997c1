namespace MmAnalyzers.Tests.Matrix;

/// <summary>Locks that are released on every path, in ways that take some following.</summary>
internal static class SilentReleases
{
    public static IReadOnlyList<SilentCase> All { get; } =
    [
        new(
            "enter and exit are guarded by the same unchanged local",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(int mode)
                {
                    var guarded = mode > 2;
                    if (guarded)
                    {
                        Monitor.Enter(_gate);
                    }

                    _count++;
                    if (guarded)
                    {
                        Monitor.Exit(_gate);
                    }
                }
            }
            """),
        new(
            "enter and exit are guarded by the same parameter",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public void Run(bool isShared)
                {
                    if (!isShared)
                    {
                        _gate.Wait();
                    }

                    _count++;
                    if (!isShared)
                    {
                        _gate.Release();
                    }
                }
            }
            """),
        new(
            "enter and exit are guarded by the same readonly field",
            """
            public sealed class Sample(bool isShared)
            {
                private readonly bool _isShared = isShared;
                private readonly object _gate = new();
                private int _count;

                public void Run()
                {
                    if (_isShared)
                    {
                        Monitor.Enter(_gate);
                    }

                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        if (_isShared)
                        {
                            Monitor.Exit(_gate);
                        }
                    }
                }
            }
            """),
        new(
            "a flag is set by the enter and asked by the exit",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(int mode)
                {
                    var entered = false;
                    if (mode > 3)
                    {
                        Monitor.Enter(_gate);
                        entered = true;
                    }

                    _count++;
                    if (entered)
                    {
                        Monitor.Exit(_gate);
                    }
                }
            }
            """),
        new(
            "the lockTaken pattern releases only what was taken",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run()
                {
                    var taken = false;
                    try
                    {
                        Monitor.Enter(_gate, ref taken);
                        _count++;
                    }
                    finally
                    {
                        if (taken)
                        {
                            Monitor.Exit(_gate);
                        }
                    }
                }
            }
            """),
        new(
            "TryEnter with a time-out fills the flag which the exit asks",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public bool Run()
                {
                    var taken = false;
                    try
                    {
                        Monitor.TryEnter(_gate, TimeSpan.FromSeconds(1), ref taken);
                        if (!taken)
                        {
                            return false;
                        }

                        _count++;
                        return true;
                    }
                    finally
                    {
                        if (taken)
                        {
                            Monitor.Exit(_gate);
                        }
                    }
                }
            }
            """),
        new(
            "using var releases the scope at the end of the method, on the early return too",
            """
            public sealed class Sample
            {
                private readonly Lock _gate = new();
                private int _count;

                public int Run(int mode)
                {
                    using var scope = _gate.EnterScope();
                    if (mode == 0)
                    {
                        return 0;
                    }

                    _count += mode;
                    return _count;
                }
            }
            """),
        new(
            "every path of the switch releases",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public int Run(int mode)
                {
                    Monitor.Enter(_gate);
                    switch (mode)
                    {
                        case 0:
                            Monitor.Exit(_gate);
                            return 0;
                        case 1:
                            _count++;
                            Monitor.Exit(_gate);
                            break;
                        default:
                            Monitor.Exit(_gate);
                            throw new ArgumentOutOfRangeException(nameof(mode));
                    }

                    return _count;
                }
            }
            """),
        new(
            "a goto leads every path to the one release",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(int mode)
                {
                    Monitor.Enter(_gate);
                    if (mode == 0)
                    {
                        goto leave;
                    }

                    _count += mode;
                leave:
                    Monitor.Exit(_gate);
                }
            }
            """),
        new(
            "continue inside try runs the finally that releases",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public void Run(int[] values)
                {
                    foreach (var value in values)
                    {
                        _gate.Wait();
                        try
                        {
                            if (value == 0)
                            {
                                continue;
                            }

                            _count += value;
                        }
                        finally
                        {
                            _gate.Release();
                        }
                    }
                }
            }
            """),
        new(
            "the catch releases and throws on, the normal path releases itself",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(Func<int> next)
                {
                    Monitor.Enter(_gate);
                    try
                    {
                        _count = next();
                    }
                    catch
                    {
                        Monitor.Exit(_gate);
                        throw;
                    }

                    Monitor.Exit(_gate);
                }
            }
            """),
        new(
            "an exception filter does not change who releases",
            """
            public sealed class Sample
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private int _count;

                public void Run(string text)
                {
                    _gate.Wait();
                    try
                    {
                        _count = int.Parse(text);
                    }
                    catch (FormatException problem) when (problem.Message.Length > 0)
                    {
                        _count = -1;
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }
            """),
        new(
            "a helper that never returns is no exit",
            """
            using System.Diagnostics.CodeAnalysis;

            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(int mode)
                {
                    Monitor.Enter(_gate);
                    if (mode < 0)
                    {
                        Stop();
                    }

                    _count += mode;
                    Monitor.Exit(_gate);
                }

                [DoesNotReturn]
                private static void Stop() => Environment.FailFast("negative mode");
            }
            """),
        new(
            "a released lock is taken again before its second release",
            """
            public sealed class Sample
            {
                private readonly object _gate = new();
                private int _count;

                public void Run(int mode)
                {
                    Monitor.Enter(_gate);
                    _count++;
                    Monitor.Exit(_gate);
                    Monitor.Enter(_gate);
                    _count += mode;
                    Monitor.Exit(_gate);
                }
            }
            """),
    ];
}
