#pragma warning disable CA5394 // The cases must be the same in every run; nothing here is secret.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.TestKit;
using MmAnalyzers.Tests.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Dataflow;

/// <summary>
/// Whoever knows less before a step knows less after it: without that, what a loop comes to rest at would hang on the order of its visits. Tried on states
/// that real steps lead to, with locks given back, tried in vain, given back for the caller, without names, and with conditions.
/// </summary>
public sealed class TransferLawTests
{
    private const string Source = """
        using System.Threading;
        class Node { public readonly object Gate = new(); public Node Next = new(); }
        class C
        {
            readonly object _a = new(), _b = new();
            readonly SemaphoreSlim _s = new(1, 1);
            readonly ReaderWriterLockSlim _r = new();
            void TakeA() { Monitor.Enter(_a); }
            void DropA() { Monitor.Exit(_a); }
            bool TryB() { return Monitor.TryEnter(_b); }
            void Both() { lock (_a) { lock (_b) { } } }
            void Perhaps(bool c) { if (c) { Monitor.Enter(_b); } }
            void M(bool p, bool q, Node n)
            {
                Monitor.Enter(_a); Monitor.Exit(_a); Monitor.Enter(_b); Monitor.Exit(_b);
                _s.Wait(); _s.Release(); _r.EnterReadLock(); _r.ExitReadLock(); _r.EnterWriteLock(); _r.ExitWriteLock();
                var got = false; Monitor.TryEnter(_a, ref got); var tried = _s.Wait(5);
                if (got) { Monitor.Exit(_a); } if (tried) { _s.Release(); } if (p) { q = !q; } if (q && p) { TakeA(); }
                TakeA(); DropA(); if (TryB()) { Monitor.Exit(_b); } Both(); Perhaps(p); Perhaps(true);
                Monitor.Enter(n.Gate); n = n.Next; Monitor.Exit(n.Gate); Monitor.Enter(Other().Gate); Monitor.Exit(Other().Gate);
                try { Monitor.Enter(_a); TakeA(); got = true; } catch { DropA(); } finally { Monitor.Exit(_b); }
                lock (_a) { lock (n.Next) { } }
            }
            Node Other() => new Node().Next;
        }
        """;

    private readonly ControlFlowGraph _graph;
    private readonly LockTransfer _transfer;
    private readonly IReadOnlyList<Func<PathStates, PathStates?>> _steps;
    private readonly IReadOnlyList<PathStates> _states;

    public TransferLawTests()
    {
        var compilation = new AnalysisInput(Source).Compile();
        var program = Probe.Engine(compilation);
        var method = Probe.Method(compilation, "C", "M");
        _graph = program.Binder.BodiesOf(method, CancellationToken.None).Single().Graph;
        var scope = new BodyScope([_graph.OriginalOperation], program.Naming.IsFactory);
        var context = program.ContextOf(_graph, method, scope, wantsAllEvents: true);
        var calls = new CallEffects(program, context, callee => program.Summaries.Of(callee, CancellationToken.None), CancellationToken.None);
        _transfer = new(context, calls, new(), maxPaths: 256);
        _steps = [.. Steps()];
        _states = [.. Reached(new Random(19))];
    }

    [Fact]
    public void Steps_and_states_are_worth_trying()
    {
        Assert.InRange(_steps.Count, 60, 400);
        var all = _states.SelectMany(state => state.Paths).ToList();
        Assert.Contains(all, path => path.Held.Length > 2);
        Assert.Contains(all, path => path.Held.Any(entry => entry.IsUnknown));
        Assert.Contains(all, path => path.Held.Any(entry => entry.Count > 1));
        Assert.Contains(all, path => path.Held.Any(entry => !entry.Lock.Path.IsKnown));
        Assert.Contains(all, path => path.Released.Any(entry => entry.IsFailure));
        Assert.Contains(all, path => path.Released.Any(entry => !entry.IsFailure));
        Assert.Contains(all, path => !path.Dropped.IsEmpty);
        Assert.Contains(all, path => path.Conditions.Count > 1);
    }

    [Fact]
    public void Steps_are_monotone()
    {
        var random = new Random(23);
        for (var round = 0; round < 20_000; round++)
        {
            var (less, more) = (Any(random), Any(random));
            var step = _steps[random.Next(_steps.Count)];
            var joined = _transfer.Join(less, more);
            if (step(less) is not { } afterLess)
            {
                continue;
            }

            var afterMore = step(joined);
            Assert.NotNull(afterMore);
            Assert.Equal(afterMore, _transfer.Join(afterMore, afterLess));
        }
    }

    [Fact]
    public void Steps_do_to_a_join_what_they_do_to_its_parts()
    {
        var random = new Random(29);
        for (var round = 0; round < 20_000; round++)
        {
            var (left, right) = (Any(random), Any(random));
            var step = _steps[random.Next(_steps.Count)];

            Assert.Equal(Join(step(left), step(right)), step(_transfer.Join(left, right)));
        }
    }

    private PathStates? Join(PathStates? left, PathStates? right) => left is null ? right : right is null ? left : _transfer.Join(left, right);

    private PathStates Any(Random random) => _states[random.Next(_states.Count)];

    private IEnumerable<Func<PathStates, PathStates?>> Steps()
    {
        foreach (var block in _graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                yield return state => _transfer.After(state, operation);
            }

            if (block.BranchValue is { } value)
            {
                yield return state => _transfer.After(state, value);
                if (block.ConditionKind != ControlFlowConditionKind.None)
                {
                    yield return state => _transfer.Assume(state, value, value: true);
                    yield return state => _transfer.Assume(state, value, value: false);
                }
            }
        }

        foreach (var region in Regions(_graph.Root).Where(region => region.Kind == ControlFlowRegionKind.Try))
        {
            yield return state => _transfer.AtHandler(state, region);
        }
    }

    private static IEnumerable<ControlFlowRegion> Regions(ControlFlowRegion region) => region.NestedRegions.SelectMany(Regions).Prepend(region);

    // From nothing held, a few steps in any order; what is reached often is no more likely to be tried than the rest.
    private HashSet<PathStates> Reached(Random random)
    {
        var seen = new HashSet<PathStates> { _transfer.Entry };
        for (var walk = 0; walk < 1_500; walk++)
        {
            var state = _transfer.Entry;
            for (var i = random.Next(1, 9); i > 0; i--)
            {
                state = _steps[random.Next(_steps.Count)](state) ?? state;
            }

            if (state.Paths.Length is > 0 and < 12)
            {
                seen.Add(state);
            }
        }

        return seen;
    }
}
