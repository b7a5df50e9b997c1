using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Calls;

/// <summary>One call of a member, however it is written: invocation, creation, property or indexer access, operator.</summary>
/// <param name="Operation">The calling operation.</param>
/// <param name="Target">The member called, as the compiler resolved it.</param>
/// <param name="Instance">The receiver, null for statics and creations.</param>
/// <param name="Arguments">The arguments by ordinal; a default value where one is left out.</param>
/// <param name="IsVirtual">Whether the member that runs may be another one.</param>
internal sealed record CallSite(IOperation Operation, IMethodSymbol Target, IOperation? Instance, ImmutableArray<IOperation?> Arguments, bool IsVirtual)
{
    /// <summary>The calls that an operation makes; a compound assignment to a property makes two.</summary>
    public static IEnumerable<CallSite> Of(IOperation operation) => operation switch
    {
        IInvocationOperation call => [new(call, call.TargetMethod, call.Instance, ByOrdinal(call.Arguments, call.TargetMethod), call.IsVirtual)],
        IObjectCreationOperation { Constructor: { } constructor } creation => [new(creation, constructor, null, ByOrdinal(creation.Arguments, constructor), IsVirtual: false)],
        IPropertyReferenceOperation property => Accessors(property),
        IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment => EventAccessor(assignment, reference),
        IDeconstructionAssignmentOperation deconstruction => Deconstruction(deconstruction),
        _ => Operators(operation),
    };

    /// <summary>The user-defined operators and conversions that an operation runs.</summary>
    private static IEnumerable<CallSite> Operators(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorMethod: { } method } binary => [Operator(binary, method, binary.LeftOperand, binary.RightOperand)],
        IUnaryOperation { OperatorMethod: { } method } unary => [Operator(unary, method, unary.Operand)],
        IConversionOperation { OperatorMethod: { } method } conversion => [Operator(conversion, method, conversion.Operand)],
        IIncrementOrDecrementOperation { OperatorMethod: { } method } step => [Operator(step, method, step.Target)],
        ICompoundAssignmentOperation { OperatorMethod: { } method } compound => [Operator(compound, method, compound.Target, compound.Value)],
        _ => [],
    };

    /// <summary>Name under which the source index knows the target.</summary>
    public static string NameOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor or MethodKind.StaticConstructor => method.ContainingType.Name,
        MethodKind.PropertyGet or MethodKind.PropertySet => method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? ImpliedNames.Indexer : ShortName(method.AssociatedSymbol!.Name),
        MethodKind.EventAdd or MethodKind.EventRemove => ShortName(method.AssociatedSymbol!.Name),
        MethodKind.UserDefinedOperator or MethodKind.Conversion => ImpliedNames.Operator,
        _ => ShortName(method.Name),
    };

    private static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static CallSite Operator(IOperation operation, IMethodSymbol method, params IOperation?[] operands) =>
        new(operation, method, null, ImmutableArray.Create(operands), IsVirtual: false);

    private static IEnumerable<CallSite> EventAccessor(IEventAssignmentOperation assignment, IEventReferenceOperation reference)
    {
        // An event without accessors of its own has some that only the compiler knows; they take no lock.
        var accessor = assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod;
        return accessor is { IsImplicitlyDeclared: false }
            ? [new(assignment, accessor, reference.Instance, ImmutableArray.Create<IOperation?>(assignment.HandlerValue), IsOverridable(reference.Event, reference.Instance))]
            : [];
    }

    // The operation does not say which method takes the value apart; by the language's rule it is the one with as many out parameters.
    private static IEnumerable<CallSite> Deconstruction(IDeconstructionAssignmentOperation assignment)
    {
        var count = assignment.Target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared.Elements.Length
            : assignment.Target is ITupleOperation tuple ? tuple.Elements.Length : 0;
        var method = assignment.Value.Type?.GetMembers(WellKnownMemberNames.DeconstructMethodName).OfType<IMethodSymbol>()
            .FirstOrDefault(candidate => candidate.Parameters.Length == count && candidate.Parameters.All(parameter => parameter.RefKind == RefKind.Out));
        return method is null ? [] : [new(assignment, method, assignment.Value, ImmutableArray.Create(new IOperation?[count]), method.IsVirtual)];
    }

    private static bool IsOverridable(ISymbol member, IOperation? instance) =>
        (member.IsVirtual || member.IsAbstract || member.IsOverride) && !member.IsSealed
        && instance is not IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax };

    private static IEnumerable<CallSite> Accessors(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var isVirtual = IsOverridable(property, reference.Instance);
        var isWritten = reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
        if ((!isWritten || reference.Parent is not ISimpleAssignmentOperation) && property.GetMethod is { } getter)
        {
            yield return new(reference, getter, reference.Instance, ByOrdinal(reference.Arguments, getter), isVirtual);
        }

        if ((isWritten || reference.Parent is IIncrementOrDecrementOperation) && property.SetMethod is { } setter)
        {
            yield return new(reference, setter, reference.Instance, ByOrdinal(reference.Arguments, setter), isVirtual);
        }
    }

    private static ImmutableArray<IOperation?> ByOrdinal(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        var byOrdinal = new IOperation?[method.Parameters.Length];
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < byOrdinal.Length)
            {
                byOrdinal[parameter.Ordinal] = argument.Value;
            }
        }

        return ImmutableArray.Create(byOrdinal);
    }
}
