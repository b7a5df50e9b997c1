using System.Globalization;
using System.Runtime.ExceptionServices;

namespace MmRuntime.Exploration.Steps;

/// <summary>
/// The threads of an exploration. Exactly one has the turn; the others sleep. Whoever ends a task starts the next one itself if that has no thread yet, and
/// whoever ends the last one sets up the next execution: an execution costs a switch of threads only where tasks really interleave.
/// </summary>
internal sealed class Crew : IDisposable
{
    private readonly Stack<Worker> _idle = new();
    private readonly List<Worker> _all = [];
    private readonly Worker _caller = new();
    private Func<Execution?>? _nextExecution;
    private Seat? _seat;
    private Execution? _execution;
    private ExceptionDispatchInfo? _fault;
    private bool _isOver;
    private bool _isClosed;

    /// <summary>How often the turn has gone from one thread to another.</summary>
    public long Switches { get; private set; }

    /// <summary>Runs executions until there are no more.</summary>
    /// <param name="nextExecution">Called between executions, on whichever thread has the turn: looks at the last one, prepares the next.</param>
    public void Run(Func<Execution?> nextExecution)
    {
        (_nextExecution, _fault, _isOver) = (nextExecution, null, false);
        _seat = new Seat();
        _seat.Take();
        try
        {
            RunSeated();
        }
        finally
        {
            _seat.Leave();
        }

        _fault?.Throw();
    }

    /// <summary>Hands the turn to a task, which gets a thread if it has none. The caller goes to sleep at once.</summary>
    public void Wake(ExploredTask task)
    {
        Switches++;
        if (task.Worker is { } worker)
        {
            worker.Gate.Open();
            return;
        }

        var free = _idle.Count > 0 ? _idle.Pop() : Hire();
        free.Assignment = task;
        free.Gate.Open();
    }

    /// <summary>Sends the threads home. No execution is under way.</summary>
    public void Dispose()
    {
        _isClosed = true;
        foreach (var worker in _all)
        {
            worker.Gate.Open();
        }

        foreach (var worker in _all)
        {
            worker.Thread!.Join();
        }
    }

    private void RunSeated()
    {
        Begin();
        if (_execution is null)
        {
            return;
        }

        var isOver = Work(_caller, FindWork(_caller, out var isLast), isLast);
        while (!isOver)
        {
            // Only whoever has the turn may ask whether all is over: that is from here on.
            _caller.Gate.Wait();
            isOver = _isOver || Work(_caller, TakeAssignment(_caller), isOver: false);
        }
    }

    private static ExploredTask? TakeAssignment(Worker worker)
    {
        var task = worker.Assignment;
        worker.Assignment = null;
        return task;
    }

    private Worker Hire()
    {
        Worker? worker = null;
        var thread = new Thread(() => Live(worker!))
        {
            IsBackground = true,
            Name = string.Create(CultureInfo.InvariantCulture, $"explorer {_all.Count + 1}"),
        };
        worker = new Worker { Thread = thread };
        _all.Add(worker);
        thread.Start();
        return worker;
    }

    private void Live(Worker worker)
    {
        worker.Gate.Wait();
        for (Seat? seat = null; !_isClosed;)
        {
            if (seat != _seat)
            {
                seat = _seat;
                seat?.Take();
            }

            _ = Work(worker, TakeAssignment(worker), isOver: false);
            worker.Gate.Wait();
        }
    }

    // Runs bodies until the turn has gone to another thread or nothing is left to do; answers whether it is the latter.
    private bool Work(Worker worker, ExploredTask? task, bool isOver)
    {
        while (task is not null)
        {
            task.Worker = worker;
            task.RunBody();
            task = FindWork(worker, out isOver);
        }

        return isOver;
    }

    // The next task if this thread may start it; null if the turn has gone to another thread, or all is over.
    private ExploredTask? FindWork(Worker worker, out bool isOver)
    {
        isOver = false;
        for (; ; )
        {
            var next = _execution!.Next();
            if (next is { Worker: null })
            {
                return next;
            }

            if (next is not null)
            {
                // Idle before the turn is gone: the next holder of the turn may need a thread.
                _idle.Push(worker);
                Switches++;
                next.Worker!.Gate.Open();
                return null;
            }

            Begin();
            if (_execution is null)
            {
                isOver = true;
                TellCaller(worker);
                return null;
            }
        }
    }

    private void TellCaller(Worker worker)
    {
        if (worker == _caller)
        {
            return;
        }

        // The caller sleeps among the idle, and is not to be given work any more.
        var others = _idle.Where(idle => idle != _caller).ToList();
        _idle.Clear();
        others.ForEach(_idle.Push);
        _idle.Push(worker);
        _isOver = true;
        _caller.Gate.Open();
    }

    private void Begin()
    {
        try
        {
            _execution = _nextExecution!();
        }
#pragma warning disable CA1031 // It is thrown again on the thread that called Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
            _execution = null;
        }
    }
}
