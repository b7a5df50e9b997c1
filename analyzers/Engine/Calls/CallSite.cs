using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
        IBinaryOperation { OperatorMethod: { } method } binary => [new(binary, method, null, ImmutableArray.Create<IOperation?>(binary.LeftOperand, binary.RightOperand), IsVirtual: false)],
        IUnaryOperation { OperatorMethod: { } method } unary => [new(unary, method, null, ImmutableArray.Create<IOperation?>(unary.Operand), IsVirtual: false)],
        _ => [],
    };

    /// <summary>Name under which the source index knows the target.</summary>
    public static string NameOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor or MethodKind.StaticConstructor => method.ContainingType.Name,
        MethodKind.PropertyGet or MethodKind.PropertySet => method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? "this[]" : ShortName(method.AssociatedSymbol!.Name),
        MethodKind.UserDefinedOperator or MethodKind.Conversion => "operator",
        _ => ShortName(method.Name),
    };

    private static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static IEnumerable<CallSite> Accessors(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var isVirtual = (property.IsVirtual || property.IsAbstract || property.IsOverride) && !property.IsSealed
            && reference.Instance is not IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax };
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
