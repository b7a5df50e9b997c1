using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Calls;

/// <summary>
/// What the delegates in fields, properties and events of the program run, by looking at everything that is put into them. A field that may hold one of
/// several is unknown, like a call with several targets; an event runs all its visible handlers, unless there are too many to name.
/// </summary>
internal sealed class DelegateMembers(ProgramIndex program, BodyBinder binder, Budgets budgets)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<MemberDelegate>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The code, in order of the places that put it there; empty if it is not known.</summary>
    public ImmutableArray<MemberDelegate> Of(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, binder.Compilation.Assembly))
        {
            return ImmutableArray<MemberDelegate>.Empty;
        }

        return _known.TryGetValue(definition, out var known) ? known : _known.GetOrAdd(definition, Find(definition, cancellationToken));
    }

    private ImmutableArray<MemberDelegate> Find(ISymbol member, CancellationToken cancellationToken)
    {
        var isEvent = member is IEventSymbol;
        var found = new List<MemberDelegate>();
        foreach (var use in program.AssignmentsTo(member.Name).Concat(program.SubscriptionsTo(member.Name)))
        {
            if (use.GetNode(cancellationToken) is not { } node || binder.OperationAt(node is VariableDeclaratorSyntax or PropertyDeclarationSyntax ? InitializerOf(node)! : node, cancellationToken) is not { } operation)
            {
                continue;
            }

            var (target, value) = Put(operation);
            if (value is null || !SymbolEqualityComparer.Default.Equals(SymbolOf(operation, target), member) || value.ConstantValue is { HasValue: true, Value: null })
            {
                continue;
            }

            var code = CodeIn(value, IsThis((target as IMemberReferenceOperation)?.Instance)).ToList();
            if (code.Count == 0 && !isEvent)
            {
                return ImmutableArray<MemberDelegate>.Empty;
            }

            found.AddRange(code);
        }

        var distinct = found.Distinct().ToImmutableArray();
        return distinct.Length <= (isEvent ? budgets.Handlers : budgets.Implementers) ? distinct : ImmutableArray<MemberDelegate>.Empty;
    }

    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    private static (IOperation? Target, IOperation? Value) Put(IOperation operation) => operation switch
    {
        IEventAssignmentOperation { Adds: true } subscription => (subscription.EventReference, subscription.HandlerValue),
        IAssignmentOperation assignment => (LockResolver.Peel(assignment.Target), assignment.Value),
        ISymbolInitializerOperation initializer => (null, initializer.Value),
        _ => (null, null),
    };

    private static ISymbol? SymbolOf(IOperation operation, IOperation? target) => (operation, target) switch
    {
        (IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields }, _) => fields[0].OriginalDefinition,
        (IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties }, _) => properties[0].OriginalDefinition,
        (_, IMemberReferenceOperation reference) => reference.Member.OriginalDefinition,
        _ => null,
    };

    private static IEnumerable<MemberDelegate> CodeIn(IOperation value, bool isOwnMember)
    {
        switch (LockResolver.Peel(value))
        {
            case IDelegateCreationOperation creation:
                return CodeIn(creation.Target, isOwnMember);
            case IAnonymousFunctionOperation lambda:
                return [new(lambda.Symbol, isOwnMember)];
            case IMethodReferenceOperation { IsVirtual: false } method when method.Method.MethodKind != MethodKind.LocalFunction:
                return [new(method.Method.OriginalDefinition, isOwnMember && IsThis(method.Instance))];
            case IObjectCreationOperation made:
                return made.Arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate).SelectMany(argument => CodeIn(argument.Value, isOwnMember));
            default:
                return [];
        }
    }

    private static bool IsThis(IOperation? instance) => instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
}
