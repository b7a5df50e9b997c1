using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Options;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Ordering.Nesting;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine;

/// <summary>The face of the engine: what rules and their host may ask of it.</summary>
internal sealed class LockAnalysis
{
    // Each round refines the edges of the cycles found so far; a cycle that survives all of them is real as far as we can tell.
    private const int MaxRefinements = 64;

    private readonly ProgramAnalysis _program;
    private readonly EdgeCollector _edges;
    private readonly ReverseSearch _reverse;
    private readonly HashSet<string> _accepted;
    private readonly Lazy<DeclaredOrder> _declaredOrder;
    private WholeSearch? _search;

    public LockAnalysis(Compilation compilation, ProgramIndex program, EngineOptions options)
    {
        Compilation = compilation;
        Options = options;
        _program = new(compilation, program, options.Budgets, new StatedContracts(options.Locks));
        _edges = new(_program, new Concurrency(compilation, program, options.Concurrency), options.ReportThroughCalls);
        _accepted = new HashSet<string>(options.Baseline.Select(entry => entry.Identity), StringComparer.Ordinal);
        _reverse = new(_program, _edges);
        _declaredOrder = new(() => DeclaredOrder.Of(Annotations, Annotations.AnnotatedSymbols(withReferences: true, CancellationToken.None)));
    }

    /// <summary>The compilation under analysis.</summary>
    public Compilation Compilation { get; }

    /// <summary>What users told the engine.</summary>
    public EngineOptions Options { get; }

    /// <summary>How many members have been summarised: the measure of work.</summary>
    public int SummaryCount => _program.Summaries.Count;

    /// <summary>Of a thousand members, those that are not passed over by their names: the other measure of work.</summary>
    public int PrefilterPassPermille => _program.PassPermille;

    /// <summary>What attributes say of locks and members.</summary>
    public AnnotationReader Annotations => _program.Annotations;

    /// <summary>The order of lock classes that attributes declare.</summary>
    public DeclaredOrder DeclaredOrder => _declaredOrder.Value;

    /// <summary>Names in the project's annotations that name nothing. Walks the whole project: for the end of a build.</summary>
    public ImmutableArray<AnnotationReference> UnresolvedNames(CancellationToken cancellationToken) => new AnnotationReferences(Annotations).Unresolved(cancellationToken);

    /// <summary>Lines of locks files that speak of members which do not exist. Looks each of them up: for the end of a build.</summary>
    public IEnumerable<OptionProblem> UnknownMembers => StatedNames.Problems(Compilation, Options.Locks);

    /// <summary>Those of a member's blocks that have to be looked at; of most members, names tell that there are none.</summary>
    public ImmutableArray<IOperation> ConcernedOf(ImmutableArray<IOperation> blocks) =>
        blocks.RemoveAll(block => !IsBody(block) || !_program.Prefilter.Value.Matters(block.Syntax));

    /// <summary>What can be proven of one member's bodies: the member's own and those of its lambdas and local functions. For blocks of <see cref="ConcernedOf"/>.</summary>
    public ImmutableArray<MethodResult> Analyze(ISymbol member, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graphOf, CancellationToken cancellationToken)
    {
        var analyzer = new MemberAnalyzer(_program, member, cancellationToken);
        return _edges.Add(member, _program.Outcomes.Take(member) is { } known ? analyzer.Run(known) : analyzer.Run(blocks.Select(graphOf).Distinct()));
    }

    /// <summary>The feasible cycles in the order in which the bodies analysed so far take their locks, without those that a baseline accepts. For the end of a build.</summary>
    public ImmutableArray<LockCycle> FindCycles(CancellationToken cancellationToken) => Search(cancellationToken).Without(Options.Baseline);

    /// <summary>In how many ways a cycle of <see cref="FindCycles"/> can come about: the number that a baseline states.</summary>
    public int WaysOf(LockCycle cycle, CancellationToken cancellationToken) => Search(cancellationToken).WaysOf(cycle);

    /// <summary>Searches of <see cref="FindCycles"/> that met a limit before they knew.</summary>
    public int SearchesCutShort(CancellationToken cancellationToken) => Search(cancellationToken).CutShort;

    /// <summary>Entries of baselines that accept nothing.</summary>
    public IEnumerable<BaselineEntry> StaleEntries(CancellationToken cancellationToken) => Options.Baseline.Count == 0 ? [] : Search(cancellationToken).Unmatched(Options.Baseline);

    /// <summary>Why an edge goes against the declared order; null if it does not, or if its lock is held already by all who call.</summary>
    public DeclaredOrderProof? Inversion(LockEdge edge, CancellationToken cancellationToken) =>
        !DeclaredOrder.IsEmpty && DeclaredOrder.Proof(edge.To.Class.Id, edge.From.Lock.Class.Id) is { } proof && _edges.Refine(edge, cancellationToken) is not null ? proof : null;

    /// <summary>The feasible cycles of two locks that one edge closes, found without having seen the whole compilation.</summary>
    public ImmutableArray<LockCycle> FindCyclesThrough(LockEdge edge, CancellationToken cancellationToken)
    {
        if (!IsInferred(edge))
        {
            return ImmutableArray<LockCycle>.Empty;
        }

        var back = _reverse.EdgesOutOf(edge.To.Class, cancellationToken)
            .Where(candidate => candidate.To.Class.Equals(edge.From.Lock.Class) && IsInferred(candidate))
            .ToList();
        if (back.Count == 0 && !edge.To.Class.Equals(edge.From.Lock.Class))
        {
            return ImmutableArray<LockCycle>.Empty;
        }

        return Feasible(back.Append(edge).ToList(), Seen(cancellationToken), cancellationToken).Cycles
            .Where(cycle => !_accepted.Contains(cycle.Identity) && cycle.Edges.Any(member => member.Site.Equals(edge.Site)))
            .ToImmutableArray();
    }

    /// <summary>Locks of one class that a body takes in an order which nothing decides; not those of which somebody is seen to take them the other way round.</summary>
    public ImmutableArray<UnorderedNesting> UnorderedIn(MethodResult method, CancellationToken cancellationToken) =>
        _edges.NestingsOf(method.BodyId, cancellationToken)
            .Where(nesting => Seen(cancellationToken) is var seen && seen.Block(nesting.Edge.ToMode, nesting.Edge.From.Mode, nesting.Edge.To.Class) && !IsSeenReversed(nesting.Edge, seen, cancellationToken))
            .ToImmutableArray();

    /// <summary>Locks without a place in the declared order that a body takes inside one that has a place, where that is no finding of another kind.</summary>
    public IEnumerable<LockEdge> UnplacedIn(MethodResult method, CancellationToken cancellationToken) => DeclaredOrder.IsEmpty
        ? []
        : method.Edges.Where(edge => DeclaredOrder.HasPlace(edge.From.Lock.Class.Id) && !DeclaredOrder.HasPlace(edge.To.Class.Id)
            && _edges.Refine(edge, cancellationToken) is not null
            && !IsFoundOtherwise(edge, method, cancellationToken));

    private bool IsFoundOtherwise(LockEdge edge, MethodResult method, CancellationToken cancellationToken) =>
        method.Reacquisitions.Any(again => again.Site.Equals(edge.Site) && again.Held.Lock.Class.Equals(edge.To.Class))
        || UnorderedIn(method, cancellationToken).Any(nesting => IsSamePlace(nesting.Edge, edge))
        || method.Edges.Any(other => IsSamePlace(other, edge) && !FindCyclesThrough(other, cancellationToken).IsEmpty);

    private static bool IsSamePlace(LockEdge one, LockEdge other) => one.Site.Equals(other.Site) && one.To.Class.Equals(other.To.Class);

    private bool IsSeenReversed(LockEdge edge, ProgramLocks seen, CancellationToken cancellationToken)
    {
        var feasibility = new Feasibility(seen, GateStrength.None);
        return !edge.To.Class.IsWeak
            && _reverse.EdgesOutOf(edge.To.Class, cancellationToken).Any(other => other.BodyId != edge.BodyId && SameClassCycles.AreOpposite(edge, other, feasibility));
    }

    // What goes against a declaration is reported as that, and as nothing else.
    private bool IsInferred(LockEdge edge) => DeclaredOrder.IsEmpty || !DeclaredOrder.IsDeclaredBefore(edge.To.Class.Id, edge.From.Lock.Class.Id);

    // Several rules ask, one after the other, when all bodies have been seen.
    private WholeSearch Search(CancellationToken cancellationToken) => _search ??=
        Feasible(_edges.All.Where(IsInferred).ToList(), new(_edges.IsWritten, _program.Naming.Sole.AreTwo), cancellationToken);

    // What an editor knows: the same whatever else has been analysed so far.
    private ProgramLocks Seen(CancellationToken cancellationToken) => new(lockClass => _reverse.IsWritten(lockClass, cancellationToken), _program.Naming.Sole.AreTwo);

    private WholeSearch Feasible(IReadOnlyCollection<LockEdge> edges, ProgramLocks program, CancellationToken cancellationToken)
    {
        var limits = CycleLimits.Of(_program.Budgets);
        var current = edges.ToList();
        var done = new HashSet<LockEdge>(ReferenceComparer<LockEdge>.Instance);
        for (var round = 0; ; round++)
        {
            var found = CycleFinder.Find(current, program, limits, cancellationToken);
            var open = new HashSet<LockEdge>(found.Cycles.SelectMany(cycle => cycle.Edges).Where(edge => !done.Contains(edge)), ReferenceComparer<LockEdge>.Instance);
            if (open.Count == 0 || round >= MaxRefinements)
            {
                // Past the cap, what was not looked at closely is not reported.
                return new(found.Cycles.RemoveAll(cycle => cycle.Edges.Any(open.Contains)), current, found.CutShort + (open.Count == 0 ? 0 : 1));
            }

            foreach (var edge in open)
            {
                current.Remove(edge);
                if (_edges.Refine(edge, cancellationToken) is { } refined)
                {
                    done.Add(refined);
                    current.Add(refined);
                }
            }
        }
    }

    // Attribute arguments and default values are blocks to the driver; they run nowhere.
    private static bool IsBody(IOperation block) => block is not (IParameterInitializerOperation or IAttributeOperation) && block.Kind != OperationKind.None;
}
