namespace MmRuntime.Lockdep;

/// <summary>Which lock was taken under which, so far. Guarded by the validator's lock.</summary>
internal sealed class LockGraph
{
    private readonly Dictionary<int, LockNode> _nodes = [];
    private readonly Dictionary<long, LockEdge> _edges = [];
    private readonly HashSet<(string Held, string Taken)> _allowed = [];

    /// <summary>Every edge, in order of discovery.</summary>
    public IReadOnlyCollection<LockEdge> Edges => _edges.Values;

    /// <summary>How many classes (and roles of them) take part.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>The node of a number.</summary>
    public LockNode Node(int number)
    {
        if (!_nodes.TryGetValue(number, out var node))
        {
            _nodes[number] = node = new LockNode(number);
        }

        return node;
    }

    /// <summary>The edge between two nodes, if there is one.</summary>
    public LockEdge? Find(int from, int to) => _edges.GetValueOrDefault(Pair(from, to));

    /// <summary>Adds an edge that is not there yet.</summary>
    public void Add(LockEdge edge)
    {
        // A declaration gives way to what really happened, which has places to show.
        if (_edges.Remove(Pair(edge.From.Number, edge.To.Number), out var declared))
        {
            edge.Kinds |= declared.Kinds;
            edge.From.Outgoing.Remove(declared);
            edge.To.Incoming.Remove(declared);
        }

        _edges[Pair(edge.From.Number, edge.To.Number)] = edge;
        edge.From.Outgoing.Add(edge);
        edge.To.Incoming.Add(edge);
    }

    /// <summary>Takes a pair of classes out of the validation.</summary>
    public void Allow(string held, string taken) => _allowed.Add((held, taken));

    /// <summary>Whether somebody vouches for the pair.</summary>
    public bool IsAllowed(LockNode held, LockNode taken) => _allowed.Count != 0 && _allowed.Contains((held.Class.Name, taken.Class.Name));

    /// <summary>The kind of edge that a hold and an acquisition make.</summary>
    public static EdgeKinds KindOf(ulong heldMode, ulong takenMode) => (AcquireMode.IsExclusive(heldMode), AcquireMode.IsRecursiveRead(takenMode)) switch
    {
        (true, false) => EdgeKinds.ExclusiveThenQueueing,
        (false, false) => EdgeKinds.SharedThenQueueing,
        (true, true) => EdgeKinds.ExclusiveThenOvertaking,
        _ => EdgeKinds.SharedThenOvertaking,
    };

    /// <summary>
    /// A shortest way from a lock just to be taken back to one that is held, over edges that can all wait at once; empty if there is none.
    /// </summary>
    /// <param name="taken">Where to start.</param>
    /// <param name="held">Where it would close a cycle.</param>
    /// <param name="kind">How <paramref name="held"/> is held and <paramref name="taken"/> taken.</param>
    public static List<LockEdge> WayBack(LockNode taken, LockNode held, EdgeKinds kind)
    {
        var isHeldExclusively = (kind & EdgeKinds.FromShared) == 0;
        var start = (Node: taken, MayOvertake: (kind & EdgeKinds.ToQueueing) == 0);
        var cameBy = new Dictionary<(LockNode, bool), (LockEdge Edge, (LockNode, bool) Before)>();
        var queue = new Queue<(LockNode Node, bool MayOvertake)>([start]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var edge in at.Node.Outgoing)
            {
                // Whoever overtakes does not wait for a shared hold.
                var kinds = at.MayOvertake ? edge.Kinds & ~EdgeKinds.FromShared : edge.Kinds;
                var next = (edge.To, MayOvertake: (kinds & EdgeKinds.ToQueueing) == 0);
                if (kinds == EdgeKinds.None || next == start || !cameBy.TryAdd(next, (edge, at)))
                {
                    continue;
                }

                if (edge.To == held && (isHeldExclusively || !next.MayOvertake))
                {
                    return Unwind(next, start, cameBy);
                }

                queue.Enqueue(next);
            }
        }

        return [];
    }

    /// <summary>The first node, itself included, that can be reached and has one of these uses, and the way there in order of taking.</summary>
    /// <param name="start">Where to start.</param>
    /// <param name="forward">Whether to look at what is taken under it; else at what is held over it.</param>
    /// <param name="usage">The uses, as in <see cref="LockUsage"/>.</param>
    public static (LockNode Node, List<LockEdge> Way)? FindUse(LockNode start, bool forward, int usage)
    {
        var cameBy = new Dictionary<LockNode, LockEdge?> { [start] = null };
        var queue = new Queue<LockNode>([start]);
        while (queue.TryDequeue(out var node))
        {
            if ((node.Usage.Bits & usage) != 0)
            {
                return (node, Unwind(node, forward, cameBy));
            }

            foreach (var edge in forward ? node.Outgoing : node.Incoming)
            {
                var next = forward ? edge.To : edge.From;
                if (!edge.IsDeclared && cameBy.TryAdd(next, edge))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    // Numbers of nodes are below 2^24. One number is hashed in half the time of two.
    private static long Pair(int from, int to) => ((long)from << 32) | (uint)to;

    private static List<LockEdge> Unwind((LockNode, bool) end, (LockNode, bool) start, Dictionary<(LockNode, bool), (LockEdge Edge, (LockNode, bool) Before)> cameBy)
    {
        var way = new List<LockEdge>();
        for (var at = end; at != start; at = cameBy[at].Before)
        {
            way.Insert(0, cameBy[at].Edge);
        }

        return way;
    }

    private static List<LockEdge> Unwind(LockNode end, bool forward, Dictionary<LockNode, LockEdge?> cameBy)
    {
        var way = new List<LockEdge>();
        for (var edge = cameBy[end]; edge is not null; edge = cameBy[forward ? edge.From : edge.To])
        {
            way.Insert(forward ? 0 : way.Count, edge);
        }

        return way;
    }
}
