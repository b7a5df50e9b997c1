using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Calls;

/// <summary>What a value that is a delegate runs.</summary>
internal sealed class DelegateResolver(DelegateMembers members)
{
    /// <summary>Everything it may run; empty if that is not known.</summary>
    public ImmutableArray<DelegateTarget> Of(IOperation value, LockResolver resolver, CancellationToken cancellationToken)
    {
        switch (resolver.Behind(value))
        {
            case IDelegateCreationOperation creation:
                return Of(creation.Target, resolver, cancellationToken);
            case IFlowAnonymousFunctionOperation lambda:
                return One(new() { Method = lambda.Symbol, SharesLocals = true });
            case IAnonymousFunctionOperation lambda:
                return One(new() { Method = lambda.Symbol, SharesLocals = true });
            case IMethodReferenceOperation { IsVirtual: false } method:
                return One(OfGroup(method, resolver));
            case IMemberReferenceOperation and (IFieldReferenceOperation or IPropertyReferenceOperation or IEventReferenceOperation) and var reference:
                return OfMember((IMemberReferenceOperation)reference, resolver, cancellationToken);
            case IArrayCreationOperation { Initializer: { } elements }:
                return elements.ElementValues.SelectMany(element => Of(element, resolver, cancellationToken)).ToImmutableArray();
            case IObjectCreationOperation made:
                return made.Arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
                    .SelectMany(argument => Of(argument.Value, resolver, cancellationToken)).ToImmutableArray();
            case (IParameterReferenceOperation or ILocalReferenceOperation) and var variable:
                var given = resolver.Target(variable).Path;
                return given.Root is PathRoot.Parameter or PathRoot.Local && given.Members.IsEmpty ? One(new() { Given = given }) : ImmutableArray<DelegateTarget>.Empty;
            default:
                return ImmutableArray<DelegateTarget>.Empty;
        }
    }

    private static DelegateTarget OfGroup(IMethodReferenceOperation group, LockResolver resolver) => group.Method.MethodKind == MethodKind.LocalFunction
        ? new() { Method = group.Method, SharesLocals = true }
        : new() { Method = group.Method, Receiver = group.Instance is { } instance ? resolver.Target(instance) : null };

    private ImmutableArray<DelegateTarget> OfMember(IMemberReferenceOperation reference, LockResolver resolver, CancellationToken cancellationToken)
    {
        var owner = reference.Instance is { } instance ? resolver.Target(instance) : null;
        return members.Of(reference.Member, cancellationToken).Select(code => new DelegateTarget { Method = code.Method, Receiver = code.IsOnOwner ? owner : null }).ToImmutableArray();
    }

    private static ImmutableArray<DelegateTarget> One(DelegateTarget target) => ImmutableArray.Create(target);
}
