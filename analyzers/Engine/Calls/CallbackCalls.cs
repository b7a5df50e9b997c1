using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Calls;

/// <summary>Which delegates and sequences an operation runs before it is over.</summary>
internal sealed class CallbackCalls(InvocationCatalogue catalogue)
{
    // Operators on operators on operators: deeper is not written by hand.
    private const int MaxDepth = 16;

    /// <summary>The values that are run: delegates, and calls of methods that are enumerated. In order of evaluation.</summary>
    public IEnumerable<IOperation> RunBy(IOperation operation, LockResolver resolver) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } run } => [run],
        IInvocationOperation call => RunByCall(call, resolver),
        IPropertyReferenceOperation { Property.GetMethod: { } getter, Instance: { } kept } when IsNow(catalogue.WhenRuns(getter, InvocationCatalogue.Receiver)) => [kept],
        IObjectCreationOperation { Constructor: { } constructor } creation when IsForeign(constructor) => creation.Arguments.SelectMany(argument => Enumerated(argument.Value, resolver, 0)),
        _ => [],
    };

    private IEnumerable<IOperation> RunByCall(IInvocationOperation call, LockResolver resolver)
    {
        if (call.Instance is { } kept)
        {
            if (call.TargetMethod.Name is "GetEnumerator" or "GetAsyncEnumerator")
            {
                return Enumerated(kept, resolver, 0);
            }

            if (IsNow(catalogue.WhenRuns(call.TargetMethod, InvocationCatalogue.Receiver)))
            {
                return [kept];
            }
        }

        return IsDeferred(call) ? [] : call.Arguments.SelectMany(argument => RunByArgument(call, argument, resolver));
    }

    private IEnumerable<IOperation> RunByArgument(IInvocationOperation call, IArgumentOperation argument, LockResolver resolver) =>
        argument.Parameter is { } parameter && InvocationApi.IsDelegate(parameter.Type)
            ? IsNow(catalogue.WhenRuns(call.TargetMethod, parameter.Ordinal)) ? [argument.Value] : []
            : IsForeign(call.TargetMethod) ? Enumerated(argument.Value, resolver, 0) : [];

    /// <summary>Whether what is run is a sequence that a member of this compilation makes, and not a delegate.</summary>
    public static bool IsSequence(IOperation run) => run switch
    {
        IInvocationOperation => true,
        IPropertyReferenceOperation { Property.GetMethod: { } getter, Type.TypeKind: not TypeKind.Delegate } => !IsForeign(getter),
        _ => false,
    };

    // A sequence that somebody enumerates: the operators it was made with run their delegates now, an iterator its body.
    private static IEnumerable<IOperation> Enumerated(IOperation sequence, LockResolver resolver, int depth)
    {
        var behind = depth > MaxDepth ? null : resolver.Behind(sequence);
        if (behind is IPropertyReferenceOperation && IsSequence(behind))
        {
            yield return behind;
        }

        if (behind is not IInvocationOperation made)
        {
            yield break;
        }

        if (!IsForeign(made.TargetMethod))
        {
            yield return made;
            yield break;
        }

        if (!IsDeferred(made))
        {
            yield break;
        }

        foreach (var argument in made.Arguments)
        {
            if (argument.Parameter is { } parameter && InvocationApi.IsDelegate(parameter.Type))
            {
                yield return argument.Value;
                continue;
            }

            foreach (var inner in Enumerated(argument.Value, resolver, depth + 1))
            {
                yield return inner;
            }
        }
    }

    private static bool IsNow(CallbackTiming when) => when is CallbackTiming.Now or CallbackTiming.NowElsewhere;

    private static bool IsForeign(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty;

    // LINQ's operators that return sequences run nothing before these are enumerated.
    private static bool IsDeferred(IInvocationOperation call) => call.TargetMethod is { ContainingType.Name: "Enumerable", ReturnType.TypeKind: TypeKind.Interface };
}
