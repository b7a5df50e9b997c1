namespace MmAnalyzers.Engine.Ordering;

/// <summary>Tarjan's strongly connected components over a stack of its own: a long chain of locks must not end the compiler's.</summary>
internal sealed class Components
{
    private readonly LockOrderGraph _graph;
    private readonly int[] _index;
    private readonly int[] _low;
    private readonly bool[] _isOpen;
    private readonly Stack<int> _open = new();
    private readonly Stack<(int Node, int NextArc)> _work = new();
    private readonly List<List<int>> _found = [];
    private int _next = 1;

    private Components(LockOrderGraph graph)
    {
        _graph = graph;
        _index = new int[graph.Classes.Length];
        _low = new int[graph.Classes.Length];
        _isOpen = new bool[graph.Classes.Length];
    }

    /// <summary>The components with more than one class, in order of their smallest class.</summary>
    public static IEnumerable<OrderComponent> Of(LockOrderGraph graph)
    {
        var run = new Components(graph);
        for (var node = 0; node < run._index.Length; node++)
        {
            if (run._index[node] == 0)
            {
                run.Visit(node);
            }
        }

        return run._found.Where(nodes => nodes.Count > 1).OrderBy(nodes => nodes.Min()).Select(nodes => new OrderComponent(graph, nodes));
    }

    private void Visit(int root)
    {
        Enter(root);
        while (_work.Count > 0)
        {
            var (node, nextArc) = _work.Pop();
            var arcs = _graph.ArcsOf(node);
            if (nextArc > 0)
            {
                // Back from that arc's target, or past it.
                Lower(node, arcs[nextArc - 1].To);
            }

            if (nextArc == arcs.Length)
            {
                Leave(node);
                continue;
            }

            _work.Push((node, nextArc + 1));
            if (_index[arcs[nextArc].To] == 0)
            {
                Enter(arcs[nextArc].To);
            }
        }
    }

    private void Enter(int node)
    {
        _index[node] = _low[node] = _next++;
        _isOpen[node] = true;
        _open.Push(node);
        _work.Push((node, 0));
    }

    private void Lower(int node, int target)
    {
        // A target's low mark names an open node, if the target is open itself; a closed one belongs to another component.
        if (_isOpen[target])
        {
            _low[node] = Math.Min(_low[node], _low[target]);
        }
    }

    private void Leave(int node)
    {
        if (_low[node] != _index[node])
        {
            return;
        }

        var nodes = new List<int>();
        int member;
        do
        {
            member = _open.Pop();
            _isOpen[member] = false;
            nodes.Add(member);
        }
        while (member != node);

        _found.Add(nodes);
    }
}
