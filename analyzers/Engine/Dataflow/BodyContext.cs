using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>One body as the lock analysis sees it: the graph, how names in it resolve, and what of it matters, computed once.</summary>
internal sealed class BodyContext
{
    private readonly Dictionary<IOperation, ImmutableArray<IOperation>> _steps = [];
    private readonly Dictionary<IOperation, LockCall?> _lockCalls = [];
    private readonly Dictionary<IOperation, CallEnding> _endings = [];
    private AssignedMembers? _assigned;
    private Suspensions? _suspensions;

    public BodyContext(ControlFlowGraph graph, IMethodSymbol? method, string member, LockResolver resolver, CaptureTable captures)
    {
        Graph = graph;
        Method = method;
        Member = member;
        Resolver = resolver;
        Conditions = new(graph, captures, method);
        Tries = new(graph);
    }

    public ControlFlowGraph Graph { get; }

    /// <summary>The method, accessor, lambda or local function; null for an initialiser.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>What messages call it.</summary>
    public string Member { get; }

    public LockResolver Resolver { get; }

    public ConditionKeys Conditions { get; }

    public TryResults Tries { get; }

    /// <summary>What the methods that it calls assign.</summary>
    public AssignedMembers Assigned
    {
        get => _assigned ??= new();
        init => _assigned = value;
    }

    /// <summary>Whether everything that happens is asked for, as summaries do; otherwise calls made with no lock held are passed over.</summary>
    public bool WantsAllEvents { get; init; }

    /// <summary>Locks that the member's contract says its callers hold.</summary>
    public ImmutableArray<HeldEntry> HeldAtEntry { get; init; } = ImmutableArray<HeldEntry>.Empty;

    /// <summary>Locks with which the member's contract says that it may return.</summary>
    public ImmutableArray<LockClass> DeclaredToAcquire { get; init; } = ImmutableArray<LockClass>.Empty;

    /// <summary>The lock that the runtime takes before a synchronized method starts and releases after it; null for others.</summary>
    public HeldEntry? TakenAtEntry { get; init; }

    /// <summary>The operations below one of a block that can matter, in order of evaluation.</summary>
    public ImmutableArray<IOperation> StepsOf(IOperation operation)
    {
        if (!_steps.TryGetValue(operation, out var steps))
        {
            steps = EvaluationOrder.Of(operation, Matters);
            _steps[operation] = steps;
        }

        return steps;
    }

    /// <summary>The framework lock call that an operation is, if it is one.</summary>
    public LockCall? LockCallOf(IOperation operation)
    {
        if (!_lockCalls.TryGetValue(operation, out var call))
        {
            var isHandedOn = Method is { IsAsync: false } && operation is IInvocationOperation && LockCall.IsReturned(operation);
            call = LockCall.Of(operation, Resolver, isHandedOn);
            HandsOnTask |= call is { IsHandedOn: true };
            _lockCalls[operation] = call;
        }

        return call;
    }

    /// <summary>On which paths a call does not return.</summary>
    public CallEnding EndingOf(IInvocationOperation call)
    {
        if (!_endings.TryGetValue(call, out var ending))
        {
            ending = CallEnding.Of(call);
            _endings[call] = ending;
        }

        return ending;
    }

    /// <summary>A place in this body.</summary>
    public Site SiteOf(IOperation operation) => new(SiteLocation.Of(operation, LockCallOf(operation) is not null), Member);

    /// <summary>When what a call does happens.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAsync">Whether it may go on after it returned.</param>
    /// <param name="isAwaited">Whether this body waits for it.</param>
    public CallTime TimeOf(IOperation call, bool isAsync, bool isAwaited)
    {
        if (!isAsync || isAwaited)
        {
            return CallTime.Here;
        }

        var isHandedOn = Method is { IsAsync: false } && LockCall.IsReturned(call);
        HandsOnTask |= isHandedOn;
        return isHandedOn ? CallTime.HandedOn : CallTime.Unknown;
    }

    /// <summary>Whether what the body does is over only when the task is that it returns, though it is not async.</summary>
    public bool HandsOnTask { get; private set; }

    /// <summary>Whether the body may have returned its task before it comes to an operation.</summary>
    public bool MayHaveReturnedBefore(IOperation operation) =>
        Method is { IsAsync: true } && (_suspensions ??= Suspensions.Around(operation.Syntax)).MayPrecede(operation.Syntax);

    private static bool Matters(IOperation step) => step is IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation
        or ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IFlowCaptureOperation
        or IInvalidOperation
        or IEventAssignmentOperation or IAwaitOperation or IDeconstructionAssignmentOperation
        or IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } or IConversionOperation { OperatorMethod: not null };
}
