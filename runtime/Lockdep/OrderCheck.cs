namespace MmRuntime.Lockdep;

/// <summary>What is held before what is taken: against everything seen and declared so far.</summary>
internal static class OrderCheck
{
    public static void Run(Acquisition acquisition)
    {
        var taken = acquisition.Taken;
        if (!AcquireMode.Waits(taken.Mode))
        {
            // Who does not wait cannot be waited for in a circle. What it takes while it holds this one counts.
            return;
        }

        foreach (var held in acquisition.Stack.Level)
        {
            if (held.Lock.Node != acquisition.Node.Number)
            {
                Check(acquisition, held);
            }
        }
    }

    private static void Check(Acquisition acquisition, HeldLock held)
    {
        var graph = acquisition.Graph;
        var kind = LockGraph.KindOf(held.Mode, acquisition.Taken.Mode);
        var known = graph.Find(held.Lock.Node, acquisition.Node.Number);
        if (known is { IsDeclared: false } && (known.Kinds & kind) != 0)
        {
            return;
        }

        var (from, to) = (graph.Node(held.Lock.Node), acquisition.Node);
        if (graph.IsAllowed(from, to))
        {
            return;
        }

        var way = LockGraph.WayBack(to, from, kind);
        var problem = way.Count > 0 ? ReportFactory.Cycle(acquisition, held, way) : UsageCheck.FindInversion(acquisition, held);
        if (problem is not null)
        {
            acquisition.Found.Add(problem);
        }
        else if (known is { IsDeclared: false })
        {
            known.Kinds |= kind;
        }
        else
        {
            graph.Add(new LockEdge(from, to)
            {
                Kinds = kind,
                HeldAt = held.Place,
                TakenAt = acquisition.Place,
                Stack = acquisition.Calls,
                Task = acquisition.Stack.Name,
            });
        }
    }
}
