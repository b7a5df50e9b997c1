using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>
/// Canonical texts for conditions, so that two tests of one thing are correlated. Equal text is taken for equal value until a local in it is assigned:
/// that may miss a finding, never invent one.
/// </summary>
internal sealed class ConditionKeys
{
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly IMethodSymbol? _method;
    private readonly CaptureTable _captures;

    // Callers know the value with which these come in, not the one that is tested.
    private readonly Lazy<HashSet<int>> _assigned;

    public ConditionKeys(ControlFlowGraph graph, CaptureTable captures, IMethodSymbol? method)
    {
        _method = method;
        _captures = captures;
        _assigned = new(() => [.. graph.Blocks.SelectMany(block => block.Operations).SelectMany(operation => operation.DescendantsAndSelf()).SelectMany(AssignedBy)]);
        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } value && KeyOf(value, null) is var (key, _) && key is not null)
            {
                _uses[key] = _uses.TryGetValue(key, out var uses) ? uses + 1 : 1;
            }
        }
    }

    /// <summary>Key of the result of a call, known until the statement ends.</summary>
    public static string OfCall(IOperation call) => "call:" + call.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture);

    /// <summary>Key of a boolean variable.</summary>
    public static string OfVariable(ISymbol variable) => "var:" + LockResolver.KeyOf(variable);

    /// <summary>Key of one of the compiler's temporaries.</summary>
    public static string OfCapture(CaptureId id) => "temp:" + id.GetHashCode().ToString(CultureInfo.InvariantCulture);

    /// <summary>Key of a boolean parameter of the analysed member.</summary>
    public static string OfParameter(int ordinal) => "arg:" + ordinal.ToString(CultureInfo.InvariantCulture);

    /// <summary>The ordinal if the key is a parameter's, else null.</summary>
    public static int? ParameterOf(string key) =>
        key.StartsWith("arg:", StringComparison.Ordinal) && int.TryParse(key[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;

    /// <summary>Whether a key only lives within one statement.</summary>
    public static bool IsTransient(string key) => key.StartsWith("call:", StringComparison.Ordinal);

    /// <summary>Whether a key is the text of a test or a parameter, not a variable that a try-acquire may have set.</summary>
    public static bool IsPlain(string key) => key.StartsWith("text:", StringComparison.Ordinal) || key.StartsWith("arg:", StringComparison.Ordinal);

    /// <summary>Whether a key's meaning changes when this variable is assigned.</summary>
    public static bool Mentions(string key, ISymbol variable) =>
        key == OfVariable(variable) || (key.StartsWith("text:", StringComparison.Ordinal) && variable.Name is { Length: > 0 } name && key.Contains(name));

    /// <summary>Whether somebody wrote a test for null, as <c>?.</c> or <c>??</c>; a <c>using</c> and a <c>foreach</c> have tests of the compiler's own.</summary>
    public static bool IsWritten(IIsNullOperation test) =>
        test.Syntax is not VariableDeclaratorSyntax && test.Syntax.Parent is not (UsingStatementSyntax or CommonForEachStatementSyntax);

    /// <summary>Whether it pays to remember the outcome of a test: it is tested again, or it is a parameter, which callers may know.</summary>
    public bool IsTracked(string key) => ParameterOf(key) is not null || (_uses.TryGetValue(key, out var uses) && uses > 1);

    /// <summary>The key of a condition and whether the condition is its negation.</summary>
    /// <param name="condition">The tested value.</param>
    /// <param name="path">The path on which it is tested: what a call left known there is looked up by the call itself.</param>
    public (string? Key, bool IsNegated) KeyOf(IOperation condition, PathState? path)
    {
        var negated = false;
        var operation = condition;
        for (var depth = 0; depth < 32; depth++)
        {
            operation = LockResolver.Peel(operation);
            switch (operation)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    negated = !negated;
                    operation = not.Operand;
                    continue;
                case IAwaitOperation awaited:
                    operation = Unconfigured(awaited.Operation);
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when LockResolver.Peel(comparison.RightOperand).ConstantValue is { HasValue: true, Value: bool literal }:
                    negated ^= literal == (comparison.OperatorKind == BinaryOperatorKind.NotEquals);
                    operation = comparison.LeftOperand;
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when LockResolver.Peel(comparison.LeftOperand).ConstantValue is { HasValue: true, Value: bool literal }:
                    negated ^= literal == (comparison.OperatorKind == BinaryOperatorKind.NotEquals);
                    operation = comparison.RightOperand;
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when LockResolver.Peel(comparison.LeftOperand).ConstantValue is { HasValue: true, Value: null }:
                    return (Text(comparison.RightOperand.Syntax, " is null"), negated ^ (comparison.OperatorKind == BinaryOperatorKind.NotEquals));
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                    when LockResolver.Peel(comparison.RightOperand).ConstantValue is { HasValue: true, Value: null }:
                    return (Text(comparison.LeftOperand.Syntax, " is null"), negated ^ (comparison.OperatorKind == BinaryOperatorKind.NotEquals));
                case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } pattern:
                    return (Text(pattern.Value.Syntax, " is null"), negated);
                case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } pattern:
                    return (Text(pattern.Value.Syntax, " is null"), !negated);
                case IFlowCaptureReferenceOperation reference when path is not null && path[OfCapture(reference.Id)] is not null:
                    return (OfCapture(reference.Id), negated);
                case IIsNullOperation test when IsWritten(test):
                    return (Text(test.Operand.Syntax, " is null"), negated);
                case IFlowCaptureReferenceOperation reference when _captures.ValuesOf(reference.Id) is { Length: 1 } values:
                    operation = values[0];
                    continue;
            }

            break;
        }

        return (Atom(operation, path), negated);
    }

    private static IEnumerable<int> AssignedBy(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IParameterReferenceOperation target } => [target.Parameter.Ordinal],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IParameterReferenceOperation given } => [given.Parameter.Ordinal],
        _ => [],
    };

    private string? Atom(IOperation operation, PathState? path) => operation switch
    {
        ILocalReferenceOperation local => OfVariable(local.Local),
        IParameterReferenceOperation { Parameter: var parameter } when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method) =>
            parameter.RefKind == RefKind.None && !_assigned.Value.Contains(parameter.Ordinal) ? OfParameter(parameter.Ordinal) : OfVariable(parameter),
        IInvocationOperation or IPropertyReferenceOperation when path is not null && path[OfCall(operation)] is not null => OfCall(operation),
        IInvocationOperation call => OfCallOrText(call),
        IIsNullOperation => null,
        _ when operation.IsImplicit => null,
        _ => Text(operation.Syntax, string.Empty),
    };

    // Only a lock call has a key of its own; two calls of anything else are taken to answer alike.
    private static string OfCallOrText(IInvocationOperation call) =>
        Symbols.LockCatalogue.Find(call.TargetMethod, call.Instance?.Type) is not null ? OfCall(call) : Text(call.Syntax, string.Empty);

    private static IOperation Unconfigured(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task : operation;

    private static string Text(SyntaxNode syntax, string suffix) => "text:" + syntax.ToString() + suffix;
}
