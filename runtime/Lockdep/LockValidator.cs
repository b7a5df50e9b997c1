using MmRuntime.Atomics;

namespace MmRuntime.Lockdep;

/// <summary>Learns in which order locks are taken, and reports what can end in a deadlock, whether or not it does this time.</summary>
/// <remarks>
/// Members may be called by any thread; they sleep only to wait for one another. A report never stops the validator: the wrong edge is left out, the problem
/// is not reported again, everything else goes on.
/// </remarks>
public sealed partial class LockValidator
{
    private readonly object _gate = new();
    private readonly LockGraph _graph = new();
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly HashSet<LockHolder> _running = [];
    private readonly Dictionary<ulong, string> _chainTexts = [];
    private ILockdepSink _sink;
    private long _retired;
    private long _examined;
    private long _collisions;

    /// <summary>A validator that has learnt nothing yet.</summary>
    /// <param name="sink">Who is told.</param>
    /// <param name="isChecked">Whether each chain is examined in full each time and compared with the one its key stands for; slow.</param>
    public LockValidator(ILockdepSink sink, bool isChecked = false)
    {
        ArgumentNullException.ThrowIfNull(sink);
        (_sink, IsChecked) = (sink, isChecked);
    }

    /// <summary>The validator of threads and tasks that name no other. Logs to the error stream until told otherwise.</summary>
    public static LockValidator Default { get; } = new(new LogSink(Console.Error));

    /// <summary>Whether lock operations reach validators at all; see the switch <c>MmRuntime.Validate</c>.</summary>
    public static bool IsOn => Seam.On;

    /// <summary>Who is told.</summary>
    public ILockdepSink Sink
    {
        // Pairs with each other: a new sink is complete before it is called.
        get => Atomic.Read(in _sink);
        set => Atomic.Write(ref _sink, value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>Whether chains are examined in full each time.</summary>
    public bool IsChecked { get; }

    /// <summary>What it has learnt so far, in numbers.</summary>
    public LockdepStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new LockdepStatistics
                {
                    Acquisitions = _retired + _running.Sum(task => task.Acquired),
                    Examined = _examined,
                    Chains = Chains.Count,
                    Classes = _graph.NodeCount,
                    Edges = _graph.Edges.Count(edge => !edge.IsDeclared),
                    DeclaredEdges = _graph.Edges.Count(edge => edge.IsDeclared),
                    Reports = _reported.Count,
                    KeyCollisions = _collisions,
                };
            }
        }
    }

    /// <summary>The order in which locks were taken so far.</summary>
    public ObservedOrder ObservedOrder
    {
        get
        {
            lock (_gate)
            {
                return ObservedOrder.Of(_graph);
            }
        }
    }

    /// <summary>The chains examined.</summary>
    internal ChainCache Chains { get; } = new();

    /// <summary>A task starts: it counts for the statistics.</summary>
    internal void Enlist(LockHolder task)
    {
        lock (_gate)
        {
            _running.Add(task);
        }
    }

    /// <summary>A task ends: its count is kept.</summary>
    internal void Retire(LockHolder task)
    {
        lock (_gate)
        {
            if (_running.Remove(task))
            {
                _retired += task.Acquired;
            }
        }
    }

    /// <summary>Tells the sink of a problem that is new.</summary>
    internal void Report(LockdepReport report)
    {
        lock (_gate)
        {
            if (!IsNew(report))
            {
                return;
            }
        }

        Sink.Report(report);
    }

    internal void ReportIfAny(LockdepReport? report)
    {
        if (report is not null)
        {
            Report(report);
        }
    }

    // A task that waits for itself never comes back, so that is worth saying each time.
    private bool IsNew(LockdepReport report) => _reported.Add(report.Identity) || report.Kind == ReportKind.SelfDeadlock;
}
