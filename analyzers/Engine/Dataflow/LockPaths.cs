using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>What expressions that name locks read when they are evaluated.</summary>
internal static class LockPaths
{
    /// <summary>Whether an expression reads the variable itself, not a local that was set from it before.</summary>
    public static bool Reads(IOperation expression, AccessPath variable, LockResolver resolver)
    {
        for (var current = LockResolver.Peel(expression); ;)
        {
            switch (current)
            {
                case ILocalReferenceOperation local:
                    return variable.Equals(AccessPath.Local(LockResolver.KeyOf(local.Local)));
                case IParameterReferenceOperation parameter:
                    return variable.Equals(AccessPath.Local(LockResolver.KeyOf(parameter.Parameter)));
                case IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true } or IInvocationOperation { Arguments.IsEmpty: true }:
                    if (resolver.Target(current).Path.Equals(variable))
                    {
                        return true;
                    }

                    if (ReceiverOf(current) is not { } receiver)
                    {
                        return false;
                    }

                    current = LockResolver.Peel(receiver);
                    break;
                default:
                    return false;
            }
        }
    }

    /// <summary>The simple name in a documentation id.</summary>
    public static string NameOf(string memberId) => memberId[(memberId.LastIndexOf('.') + 1)..];

    /// <summary>Whether code outside of constructors may assign a member of a type.</summary>
    public static bool IsAssignable(INamedTypeSymbol type, string name) => type.GetMembers(name).FirstOrDefault() switch
    {
        IFieldSymbol field => !field.IsReadOnly,
        IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
        _ => false,
    };

    private static IOperation? ReceiverOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation member => member.Instance,
        IInvocationOperation call => call.Instance,
        _ => null,
    };
}
