using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// One demand: Tarjan's algorithm over the calls below one member, on a stack of its own instead of the thread's, so that chains of any length work.
/// Finished groups of mutually recursive members are published whole.
/// </summary>
internal sealed class SummarySolver(ProgramAnalysis program, ConcurrentDictionary<IMethodSymbol, MethodSummary> done, CancellationToken cancellationToken)
{
    private readonly Dictionary<IMethodSymbol, Node> _nodes = new(SymbolEqualityComparer.Default);
    private readonly Stack<Node> _open = new();
    private int _next;

    /// <summary>The summary of a member of this compilation.</summary>
    public MethodSummary Solve(IMethodSymbol root)
    {
        var path = new Stack<Node>();
        path.Push(Open(root));
        while (path.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = path.Peek();
            if (node.NextCallee < node.Callees.Length)
            {
                var callee = node.Callees[node.NextCallee++];
                if (done.ContainsKey(callee))
                {
                    continue;
                }

                if (!_nodes.TryGetValue(callee, out var below))
                {
                    path.Push(Open(callee));
                }
                else if (below.IsOpen)
                {
                    node.Low = Math.Min(node.Low, below.Index);
                }

                continue;
            }

            path.Pop();
            if (path.Count > 0)
            {
                path.Peek().Low = Math.Min(path.Peek().Low, node.Low);
            }

            if (node.Low == node.Index)
            {
                Close(node);
            }
        }

        return done.TryGetValue(root, out var summary) ? summary : MethodSummary.None;
    }

    private Node Open(IMethodSymbol method)
    {
        var node = new Node(method, _next++);
        _nodes[method] = node;
        _open.Push(node);
        var callees = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var body in program.Binder.BodiesOf(method, cancellationToken))
        {
            var scope = new BodyScope([RootOf(body.Root)], program.Naming.IsFactory);
            if (scope.IsBroken || scope.Operations > program.Budgets.Operations)
            {
                continue;
            }

            var context = program.ContextOf(body.Graph, method, scope, wantsAllEvents: true);
            node.Bodies.Add(context);
            callees.UnionWith(program.Calls.CalleesOf(context, cancellationToken));
        }

        node.Callees = callees.OrderBy(callee => program.Names.Id(callee), StringComparer.Ordinal).ToImmutableArray();
        return node;
    }

    // An iterator's body runs when somebody enumerates it, not when it is called.
    private static bool IsIterator(ControlFlowGraph graph) => graph.Blocks.Any(block => block.Operations.Any(operation => operation.Kind == OperationKind.YieldReturn));

    private void Close(Node root)
    {
        var group = new List<Node>();
        Node member;
        do
        {
            member = _open.Pop();
            member.IsOpen = false;
            group.Add(member);
        }
        while (member != root);

        group.Sort((left, right) => string.CompareOrdinal(program.Names.Id(left.Method), program.Names.Id(right.Method)));
        var isRecursive = group.Count > 1 || group[0].Callees.Contains(group[0].Method, SymbolEqualityComparer.Default);
        var summaries = group.ToDictionary<Node, IMethodSymbol, MethodSummary>(node => node.Method, _ => MethodSummary.None, SymbolEqualityComparer.Default);
        for (var round = 0; round < (isRecursive ? program.Budgets.SccRounds : 1); round++)
        {
            if (!Improve(group, summaries, isRecursive))
            {
                break;
            }
        }

        foreach (var node in group)
        {
            done.TryAdd(node.Method, summaries[node.Method]);
            if (!isRecursive && node.Outcomes.Count == 1 && !node.Outcomes[0].Record.SawMore)
            {
                program.Outcomes.Offer(node.Method, node.Outcomes[0]);
            }

            node.Bodies.Clear();
            node.Outcomes.Clear();
        }
    }

    // Whether another round may find more: only where members call each other.
    private bool Improve(List<Node> group, Dictionary<IMethodSymbol, MethodSummary> summaries, bool isRecursive)
    {
        var changed = false;
        foreach (var node in group)
        {
            node.Outcomes.Clear();
            node.Outcomes.AddRange(node.Bodies.Select(context => BodyAnalyzer.Run(context, new CallEffects(program, context, Find, cancellationToken), program.Budgets, cancellationToken)));
            var summary = SummaryBuilder.Of(node.Outcomes, program.Budgets);
            summary = ReferenceEquals(summary, MethodSummary.None)
                ? summary
                : summary with
                {
                    IsAsync = node.Bodies.Any(body => body.HandsOnTask),
                    IsIterator = node.Bodies.Any(body => IsIterator(body.Graph)),
                    HeldAtYields = node.Outcomes.SelectMany(outcome => outcome.Record.HeldAtYields).Select(entry => entry.ToHeldLock()).ToImmutableArray(),
                };
            changed |= isRecursive && summary.Text != summaries[node.Method].Text;
            summaries[node.Method] = summary;
        }

        return changed;

        MethodSummary Find(IMethodSymbol method) =>
            summaries.TryGetValue(method, out var inWork) ? inWork : done.TryGetValue(method, out var known) ? known : program.Summaries.Of(method, cancellationToken);
    }

    /// <summary>The operation of the whole member around a lambda or local function.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private sealed class Node(IMethodSymbol method, int index)
    {
        public IMethodSymbol Method { get; } = method;

        public int Index { get; } = index;

        public int Low { get; set; } = index;

        public bool IsOpen { get; set; } = true;

        public int NextCallee { get; set; }

        public ImmutableArray<IMethodSymbol> Callees { get; set; } = ImmutableArray<IMethodSymbol>.Empty;

        public List<BodyContext> Bodies { get; } = [];

        /// <summary>What the last round found in them.</summary>
        public List<BodyOutcome> Outcomes { get; } = [];
    }
}
