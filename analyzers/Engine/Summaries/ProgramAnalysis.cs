using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Everything that is computed once for one compilation: its index, names, lock creations and summaries.</summary>
internal sealed class ProgramAnalysis
{
    private readonly AssignedMembers _assigned = new();
    private readonly Lazy<ReferencedNames> _referenced;
    private readonly Lazy<NameReach> _reach;

    public ProgramAnalysis(Compilation compilation, ProgramIndex program, Budgets budgets, StatedContracts? stated = null)
    {
        Program = program;
        Annotations = new(compilation, stated);
        Invocations = Annotations.Stated.Invocations();
        Naming = new(compilation, Annotations, variable => Metadata!.ClassOf(variable));
        Contracts = new(Annotations, Naming.Annotated);
        ContractCheck = new(Annotations, Naming.Annotated);
        MustChecks = new(Annotations);
        Metadata = new(Naming.Names);
        _referenced = new(() => new(this, CancellationToken.None));
        _reach = new(() => program.Facts.Reach(_referenced.Value.Reaching));
        Prefilter = new(() => new(program, KnownWrappers()));
        Budgets = budgets;
        Binder = new(compilation);
        Calls = new(this, new(program, Binder, budgets.Implementers));
        Summaries = new(this);
    }

    public ProgramIndex Program { get; }

    public Budgets Budgets { get; }

    public BodyBinder Binder { get; }

    /// <summary>Which code runs where.</summary>
    public ProgramCalls Calls { get; }

    public AnnotationReader Annotations { get; }

    /// <summary>When members without a visible body run the delegates they are given.</summary>
    public InvocationCatalogue Invocations { get; }

    public LockNaming Naming { get; }

    public SymbolNames Names => Naming.Names;

    /// <summary>What annotations say that calls do.</summary>
    public ContractSummaries Contracts { get; }

    public ContractCheck ContractCheck { get; }

    public MustCheckFinder MustChecks { get; }

    /// <summary>Decides by names which bodies are looked at.</summary>
    public Lazy<Prefilter> Prefilter { get; }

    public SummaryStore Summaries { get; }

    /// <summary>Bodies that summaries have looked into already.</summary>
    public SharedOutcomes Outcomes { get; } = new();

    /// <summary>What compiled references say of their members.</summary>
    public MetadataSummaries Metadata { get; }

    /// <summary>Names that lead to a lock, here or in a reference.</summary>
    public IEnumerable<string> ReachingNames => _reach.Value.Names;

    /// <summary>Of a thousand members, those that the prefilter lets through.</summary>
    public int PassPermille
    {
        get
        {
            var members = Program.Trees.SelectMany(tree => tree.Members).ToList();
            return members.Count == 0 ? 0 : members.Count(Prefilter.Value.Matters) * 1000 / members.Count;
        }
    }

    /// <summary>Whether a name leads to a lock.</summary>
    public bool Reaches(string name) => _reach.Value.Reaches(name);

    /// <summary>A body as the flow sees it.</summary>
    /// <param name="graph">The body.</param>
    /// <param name="owner">The method, lambda or local function; or the field or property of an initialiser.</param>
    /// <param name="scope">The variables of the whole member.</param>
    /// <param name="wantsAllEvents">Whether what happens with no lock held matters too.</param>
    public BodyContext ContextOf(ControlFlowGraph graph, ISymbol owner, BodyScope scope, bool wantsAllEvents)
    {
        var captures = new CaptureTable(graph);
        var method = owner as IMethodSymbol;
        var member = SymbolNames.Of(owner);
        var held = method is null
            ? ImmutableArray<HeldEntry>.Empty
            : Contracts.RequiredBy(method).Select(row => new HeldEntry(row.Lock, row.Mode, new(row.Location, member)) { IsCallers = true }).ToImmutableArray();
        var resolver = new LockResolver(Naming, scope, captures, method);
        var own = method is not null && IsSynchronized(method)
            ? new HeldEntry(resolver.Synchronized(method), LockMode.Exclusive, new(method.Locations[0], member)) { Scope = graph.OriginalOperation.Syntax.FullSpan }
            : null;
        return new(graph, method, member, resolver, captures)
        {
            HeldAtEntry = held,
            TakenAtEntry = own,
            Assigned = _assigned,
            DeclaredToAcquire = method is not null && Contracts.Of(method) is { } declared ? declared.Net.AcquiredClasses : ImmutableArray<LockClass>.Empty,
            WantsAllEvents = wantsAllEvents || IsCompared(method),
        };
    }

    private static bool IsSynchronized(IMethodSymbol method) => (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.Synchronized) != 0;

    // A body is compared with what its annotations say only if everything it calls has been looked at.
    private bool IsCompared(IMethodSymbol? method) => method is not null && Contracts.Of(method) is not null;

    /// <summary>Whether a member may leave other locks held than it found: a wrapper by its tokens, or by its annotations.</summary>
    public bool MayChangeLocks(IMethodSymbol target) =>
        target.MethodKind == MethodKind.LocalFunction || Prefilter.Value.IsWrapper(target.ContainingType?.Name, CallSite.NameOf(target)) || Contracts.Of(target) is not null;

    /// <summary>What the annotations of a target say that it does; null if they say nothing, or if its own project says it.</summary>
    public MethodSummary? DeclaredSummaryOf(IMethodSymbol target) => IsOwn(target) || !IsKnownElsewhere(target) ? Contracts.Of(target) : null;

    /// <summary>Whether the target is async; of members of references, their summaries say so.</summary>
    public bool IsOwnAsync(IMethodSymbol target) => target.IsAsync && IsOwn(target);

    /// <summary>Whether a member is of this compilation.</summary>
    public bool IsOwn(IMethodSymbol target) => SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, Binder.Compilation.Assembly);

    /// <summary>Whether the project that declares a member says what it does. That goes before what its annotations say here: private locks are visible only there.</summary>
    public bool IsKnownElsewhere(IMethodSymbol target) => Binder.SourceOf(target) is not null || Metadata.Has(target);

    private Dictionary<string, TokenKinds> KnownWrappers()
    {
        var names = AnnotatedNames.In(Annotations).ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        foreach (var wrapper in _referenced.Value.Wrappers)
        {
            names[wrapper.Key] = names.TryGetValue(wrapper.Key, out var known) ? known | wrapper.Value : wrapper.Value;
        }

        return names;
    }
}
