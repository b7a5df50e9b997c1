using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Source;

/// <summary>Reads the nodes inside members: the names they use and the uses that the index remembers one by one.</summary>
internal sealed class UseCollector(NameTableBuilder names)
{
    private readonly List<NamedUse> _uses = [];

    /// <summary>The uses of some kinds, in order of position.</summary>
    public ImmutableArray<NamedUse> Of(params UseKind[] kinds) =>
        _uses.Where(use => kinds.Contains(use.Kind)).OrderBy(use => use.Span.Start).ThenByDescending(use => use.Span.End).ToImmutableArray();

    /// <summary>Reads one node; its children are read by calls of their own.</summary>
    public void Read(SyntaxNode node, MemberDraft member)
    {
        if (ImpliedNames.Of(node.Kind()) is { } implied)
        {
            member.Use(names.NumberOf(implied));
        }

        switch (node)
        {
            case SimpleNameSyntax name:
                ReadName(name, member);
                break;
            case ExpressionSyntax expression:
                ReadExpression(expression, member);
                break;
            case StatementSyntax statement:
                ReadStatement(statement, member);
                break;
            case ParameterSyntax parameter:
                member.AddParameter(parameter.Identifier.ValueText);
                break;
            case ArgumentSyntax argument:
                ReadArgument(argument);
                break;
            case EqualsValueClauseSyntax clause:
                ReadValue(clause.Value);
                break;
            case ArrowExpressionClauseSyntax arrow:
                ReadValue(arrow.Expression);
                break;
        }
    }

    /// <summary>Reads the modifiers of a method or local function.</summary>
    public void ReadModifiers(SyntaxNode node, SyntaxTokenList modifiers, MemberDraft member)
    {
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            AddConcurrency(node, "async", member);
        }
    }

    /// <summary>Reads the initialiser of a field or property.</summary>
    public void ReadInitializer(SyntaxNode declaration, string name, EqualsValueClauseSyntax? initializer)
    {
        if (initializer is not null)
        {
            Add(declaration, name, AssignedBy(initializer.Value), initializer.Value);
        }
    }

    private void ReadName(SimpleNameSyntax name, MemberDraft member)
    {
        var text = name.Identifier.ValueText;
        member.Use(names.NumberOf(text));
        var kind = LockTokens.KindOf(text);
        member.Mark(kind);

        // Run is everywhere; only Task.Run starts something.
        var startsTask = text == "Run" && name.Parent is MemberAccessExpressionSyntax access && SyntaxNames.RightmostOf(access.Expression) == "Task";
        if (startsTask || (kind & TokenKinds.Concurrency) != 0)
        {
            AddConcurrency(name, startsTask ? "Task.Run" : text, member);
        }
    }

    private void ReadStatement(StatementSyntax statement, MemberDraft member)
    {
        switch (statement)
        {
            case LockStatementSyntax:
                member.Mark(TokenKinds.Balanced);
                break;
            case UsingStatementSyntax:
                member.Mark(TokenKinds.Using);
                break;
            case LocalDeclarationStatementSyntax local when local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword):
                member.Mark(TokenKinds.Using);
                member.Use(names.NumberOf(ImpliedNames.Using));
                break;
            case LocalFunctionStatementSyntax function:
                ReadModifiers(function, function.Modifiers, member);
                break;
            case ReturnStatementSyntax { Expression: { } returned }:
                ReadValue(returned);
                break;
            case YieldStatementSyntax { Expression: { } yielded }:
                ReadValue(yielded);
                break;
        }
    }

    private void ReadExpression(ExpressionSyntax expression, MemberDraft member)
    {
        switch (expression)
        {
            case AssignmentExpressionSyntax assignment:
                ReadAssignment(assignment);
                break;
            case InvocationExpressionSyntax invocation:
                ReadInvocation(invocation, member);
                break;
            case ObjectCreationExpressionSyntax creation:
                ReadCallee(creation.Type, member);
                break;
            case AnonymousFunctionExpressionSyntax function:
                ReadModifiers(function, function.Modifiers, member);
                break;
            case InitializerExpressionSyntax initializer:
                ReadValues(initializer.Expressions);
                break;
            case CastExpressionSyntax cast:
                ReadValue(cast.Expression);
                break;
            case ConditionalExpressionSyntax conditional:
                ReadValue(conditional.WhenTrue);
                ReadValue(conditional.WhenFalse);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                ReadValue(coalesce.Left);
                ReadValue(coalesce.Right);
                break;
            case SwitchExpressionSyntax choice:
                ReadValues(choice.Arms.Select(arm => arm.Expression));
                break;
            case CollectionExpressionSyntax collection:
                ReadValues(collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression));
                break;
        }
    }

    private static bool MayBeDelegate(ExpressionSyntax value) => value is not (LiteralExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax
        or InterpolatedStringExpressionSyntax);

    private static UseKind AssignedBy(ExpressionSyntax value) => value switch
    {
        BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax => UseKind.AssignedCreation,
        InvocationExpressionSyntax => UseKind.AssignedCall,
        AwaitExpressionSyntax await => AssignedBy(await.Expression),
        ParenthesizedExpressionSyntax parenthesized => AssignedBy(parenthesized.Expression),
        CastExpressionSyntax cast => AssignedBy(cast.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => AssignedBy(suppressed.Operand),
        _ => UseKind.AssignedOther,
    };

    private void ReadAssignment(AssignmentExpressionSyntax assignment)
    {
        ReadValue(assignment.Right);
        if (assignment.Left is TupleExpressionSyntax tuple)
        {
            foreach (var argument in tuple.Arguments)
            {
                Add(assignment, SyntaxNames.RightmostOf(argument.Expression), UseKind.AssignedOther);
            }

            return;
        }

        var name = SyntaxNames.RightmostOf(assignment.Left);
        switch (assignment.Kind())
        {
            case SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression:
                Add(assignment, name, AssignedBy(assignment.Right), assignment.Right);
                break;
            case SyntaxKind.AddAssignmentExpression when MayBeDelegate(assignment.Right):
                Add(assignment, name, UseKind.Subscription, assignment.Right);
                break;
        }
    }

    private void ReadArgument(ArgumentSyntax argument)
    {
        if (argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))
        {
            Add(argument, SyntaxNames.RightmostOf(argument.Expression), UseKind.AssignedOther);
            return;
        }

        ReadValue(argument.Expression);
    }

    private void ReadInvocation(InvocationExpressionSyntax invocation, MemberDraft member)
    {
        ReadCallee(invocation.Expression, member);
        switch (invocation.Expression)
        {
            case IdentifierNameSyntax callee:
                member.AddInvoked(callee.Identifier.ValueText);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: IdentifierNameSyntax target }:
                member.AddInvoked(target.Identifier.ValueText);
                break;
            case MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } when invocation.Parent is ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax target }:
                member.AddInvoked(target.Identifier.ValueText);
                break;
        }
    }

    private void ReadCallee(SyntaxNode callee, MemberDraft member)
    {
        if (SyntaxNames.RightmostOf(callee) is { } name)
        {
            member.Call(names.NumberOf(name));
        }
    }

    private void ReadValues(IEnumerable<ExpressionSyntax> values)
    {
        foreach (var value in values)
        {
            ReadValue(value);
        }
    }

    private void ReadValue(ExpressionSyntax value)
    {
        if (value is SimpleNameSyntax or MemberAccessExpressionSyntax)
        {
            Add(value, SyntaxNames.RightmostOf(value), UseKind.MethodGroup);
        }
    }

    private void AddConcurrency(SyntaxNode node, string name, MemberDraft member)
    {
        member.Mark(TokenKinds.Concurrency);
        Add(node, name, UseKind.Concurrency);
    }

    private void Add(SyntaxNode node, string? name, UseKind kind, ExpressionSyntax? value = null)
    {
        if (name is not null)
        {
            _uses.Add(new NamedUse(node.SyntaxTree, node.Span, node.Kind(), name, kind) { Value = value is null ? null : CodeIn(value) });
        }
    }

    // A lambda may also be handed to the object that keeps it: new Lazy<T>(() => …).
    private static string? CodeIn(ExpressionSyntax value) => value switch
    {
        AnonymousFunctionExpressionSyntax => NamedUse.Lambda,
        SimpleNameSyntax or MemberAccessExpressionSyntax => SyntaxNames.RightmostOf(value),
        BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } => arguments.Arguments.Select(argument => CodeIn(argument.Expression)).FirstOrDefault(code => code is not null),
        CastExpressionSyntax cast => CodeIn(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => CodeIn(parenthesized.Expression),
        _ => null,
    };
}
