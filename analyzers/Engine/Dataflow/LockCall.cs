using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A framework call that touches a lock, resolved.</summary>
/// <param name="Api">The row of the catalogue.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Operation">The call or property reference.</param>
internal sealed record LockCall(LockApi Api, LockRef Lock, IOperation Operation)
{
    /// <summary>Whether the lock is taken only while a caller waits for the task that the body returns.</summary>
    public bool IsHandedOn { get; init; }

    /// <summary>Whether it makes nobody wait but who waits for its task.</summary>
    public bool IsAsync => Api.Outcome == LockOutcome.Awaited;

    /// <summary>How the lock is held by it.</summary>
    public LockMode Mode => (LockMode)(int)Api.Access;

    /// <summary>The lock call that an operation is; null if it is none.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="resolver">Names of its body.</param>
    /// <param name="isHandedOn">Whether the body returns the task it makes to a caller, who may wait for it.</param>
    public static LockCall? Of(IOperation operation, LockResolver resolver, bool isHandedOn = false)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return OfInvocation(call, resolver, isHandedOn) ?? OfGuardDisposal(call, resolver);
            case IPropertyReferenceOperation { Instance: { } receiver } property when LockCatalogue.Find(property.Property) is { } row:
                return resolver.Resolve(receiver, row.Family) is { } held ? new(row, held, property) : null;
            case IInvalidOperation lowered:
                return OfUnloweredLock(lowered, resolver);
            default:
                return null;
        }
    }

    /// <summary>
    /// The span in which the lock is held, where the graph does not show its end. With nullable annotations on, compilers (seen in 4.14 to 5.12) fail to
    /// lower <c>lock</c> on a <c>System.Threading.Lock</c>: the graph has an invalid operation for it, then the body, and no release.
    /// </summary>
    public TextSpan? Scope => Operation is IInvalidOperation ? StatementOf(Operation)?.Span : null;

    /// <summary>The argument for a parameter by ordinal, whatever order the arguments are written in.</summary>
    public static IOperation? Argument(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>Whether a try-acquire waits forever: an infinite time-out that stands there as a constant.</summary>
    public bool WaitsForever =>
        Api.TakesTimeout
        && Operation is IInvocationOperation call
        && Argument(call, Api.TargetIsFirstArgument ? 1 : 0) is { } timeout
        && (timeout.ConstantValue is { HasValue: true, Value: -1 } || LockResolver.Peel(timeout) is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" });

    /// <summary>The local that a call with a flag sets; null if it has none, or sets something else.</summary>
    public ILocalSymbol? TakenFlag =>
        Api.Outcome == LockOutcome.TakenFlag
        && Operation is IInvocationOperation { Arguments.Length: > 0 } call
        && Argument(call, call.Arguments.Length - 1) is { } flag && LockResolver.Peel(flag) is ILocalReferenceOperation local
            ? local.Local
            : null;

    /// <summary>The expression that names the lock; null where the compiler wrote the call.</summary>
    public IOperation? Target => Operation is IInvocationOperation call ? Api.TargetIsFirstArgument ? Argument(call, 0) : call.Instance : null;

    private static LockCall? OfInvocation(IInvocationOperation call, LockResolver resolver, bool isHandedOn)
    {
        if (LockCatalogue.Find(call.TargetMethod, call.Instance is null ? null : LockResolver.Peel(call.Instance).Type) is not { } row)
        {
            return null;
        }

        var target = row.TargetIsFirstArgument ? Argument(call, 0) : call.Instance;
        if (target is null || (row.Outcome == LockOutcome.Awaited && !isHandedOn && !IsAwaited(call)))
        {
            return null;
        }

        // Older compilers lower lock(Lock) to Monitor on a conversion: it is the Lock all the same.
        var family = row.Family == LockFamily.Monitor && LockCatalogue.Is(LockResolver.Peel(target).Type, LockFamily.Lock) ? LockFamily.Lock : row.Family;
        return resolver.Resolve(target, family) is { } found ? new(row, found, call) { IsHandedOn = row.Outcome == LockOutcome.Awaited && !IsAwaited(call) } : null;
    }

    // `using (gate.EnterScope())`: the guard leads back to the call that made it.
    private static LockCall? OfGuardDisposal(IInvocationOperation call, LockResolver resolver)
    {
        if (call.TargetMethod.Name != "Dispose" || call.Instance is null || resolver.Behind(call.Instance) is not IInvocationOperation maker)
        {
            return null;
        }

        return LockCatalogue.Find(maker.TargetMethod, null) is { Outcome: LockOutcome.Guard } && maker.Instance is { } target
            && resolver.Resolve(target, LockFamily.Lock) is { } found
            ? new(ReleaseOfGuard, found, call)
            : null;
    }

    private static LockStatementSyntax? StatementOf(IOperation lowered) => lowered.Syntax as LockStatementSyntax ?? lowered.Syntax.Parent as LockStatementSyntax;

    private static LockCall? OfUnloweredLock(IInvalidOperation lowered, LockResolver resolver) =>
        StatementOf(lowered) is not null && lowered.ChildOperations.FirstOrDefault() is { } target && LockCatalogue.Is(LockResolver.Peel(target).Type, LockFamily.Lock)
            && resolver.Resolve(target, LockFamily.Lock) is { } found
            ? new(AcquireOfStatement, found, lowered)
            : null;

    private static readonly LockApi AcquireOfStatement = new(LockFamily.Lock, "lock", LockAction.Acquire, LockAccess.Exclusive, LockOutcome.None, string.Empty);

    private static readonly LockApi ReleaseOfGuard = new(LockFamily.Lock, "Dispose", LockAction.Release, LockAccess.Exclusive, LockOutcome.None, string.Empty);

    // What newer compilers make of `params ReadOnlySpan<Task>`; the interface for it is younger than the oldest compiler this runs in.
    private const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>Whether what a call returns is what the member, lambda or local function around it returns.</summary>
    public static bool IsReturned(IOperation call)
    {
        var syntax = call.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            syntax = syntax.Parent;
        }

        return syntax.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax || (syntax.Parent is LambdaExpressionSyntax lambda && lambda.Body == syntax);
    }

    /// <summary>Whether the task that a call returns is waited for on the spot; one that nobody waits for says nothing about when things happen.</summary>
    public static bool IsAwaited(IOperation call)
    {
        for (IOperation? current = call.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAwaitOperation:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "AsTask" or "WaitAsync" }:
                case IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } }:
                case IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or { Kind: CollectionExpression }:
                    continue;
                case IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }
}
