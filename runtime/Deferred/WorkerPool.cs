using System.Globalization;
using MmRuntime.Cpus;

namespace MmRuntime.Deferred;

/// <summary>Workers for one processor or for none in particular, and the items that they may start. Guarded by the dispatcher's latch.</summary>
internal sealed class WorkerPool(Dispatcher dispatcher, Cpu? cpu, int mostWorkers)
{
    private readonly Stack<Worker> _idle = new();
    private readonly List<WorkItem> _runnable = [];
    private int _workers;

    /// <summary>The processor that its items run on; null for any.</summary>
    public Cpu? Cpu { get; } = cpu;

    /// <summary>An item may start as soon as somebody has time.</summary>
    public void Add(WorkItem item) => _runnable.Add(item);

    /// <summary>An item is not to start after all.</summary>
    public void Remove(WorkItem item) => _runnable.Remove(item);

    /// <summary>The next item for a worker that has time; null if there is none, and then it counts as idle.</summary>
    public WorkItem? Take(Worker worker)
    {
        for (var i = 0; i < _runnable.Count; i++)
        {
            var item = _runnable[i];
            if (worker.RescuerOf is null || worker.RescuerOf == item.Owner)
            {
                _runnable.RemoveAt(i--);
                if (item.TryBegin(worker))
                {
                    return item;
                }
            }
        }

        worker.LieDown();
        if (worker.RescuerOf is null)
        {
            _idle.Push(worker);
        }

        return null;
    }

    /// <summary>Gives items to whoever has time.</summary>
    /// <returns>A worker to be started once the latch is free; null if none is needed, or none can be had.</returns>
    public Worker? Dispatch()
    {
        for (var i = 0; i < _runnable.Count; i++)
        {
            var item = _runnable[i];
            var isNew = _idle.Count == 0 && _workers < mostWorkers;
            var worker = _idle.Count > 0 ? _idle.Pop() : isNew ? Hire() : item.Owner.IdleRescuer;
            if (worker is null)
            {
                continue;
            }

            _runnable.RemoveAt(i--);
            if (!item.TryBegin(worker))
            {
                // It runs already, and whoever runs it will do it again. So this worker is free for the next one.
                GiveBack(worker, isNew);
            }
            else if (isNew)
            {
                return worker;
            }
            else
            {
                worker.Wake();
            }
        }

        return null;
    }

    /// <summary>The workers have nothing to do any more, ever.</summary>
    public void Close()
    {
        while (_idle.TryPop(out var worker))
        {
            worker.Wake(isToEnd: true);
        }
    }

    private Worker Hire() => new(dispatcher, this, string.Create(CultureInfo.InvariantCulture, $"worker {(Cpu is null ? string.Empty : $"{Cpu.Number}:")}{_workers++}"));

    private void GiveBack(Worker worker, bool isNew)
    {
        if (isNew)
        {
            _workers--;
        }
        else if (worker.RescuerOf is null)
        {
            _idle.Push(worker);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Cpu is null ? "work" : $"work of processor {Cpu.Number}";
}
