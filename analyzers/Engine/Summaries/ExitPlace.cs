using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Where in the text a body is left. The flow graph has no block for a <c>return;</c> without a value, so the text behind the last thing that happened is
/// asked what comes next.
/// </summary>
internal static class ExitPlace
{
    // Jumps to jumps: deeper is a loop of labels.
    private const int MaxSteps = 64;

    /// <summary>The return, throw or closing brace by which a block leaves the body.</summary>
    public static Location Of(BasicBlock block, SyntaxNode body)
    {
        var value = block.BranchValue?.Syntax;
        if (block.ConditionKind == ControlFlowConditionKind.None && value is not null)
        {
            if (StatementOf(value) is ReturnStatementSyntax or ThrowStatementSyntax)
            {
                return StatementOf(value)!.GetFirstToken().GetLocation();
            }

            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Throw)
            {
                return value.GetLocation();
            }
        }

        return JumpAfter(block, value, body)?.GetFirstToken().GetLocation() ?? EndOf(body);
    }

    private static StatementSyntax? JumpAfter(BasicBlock block, SyntaxNode? condition, SyntaxNode body)
    {
        if (block.ConditionKind != ControlFlowConditionKind.None && condition is not null)
        {
            var jumpsOut = block.ConditionalSuccessor?.Destination?.Kind == BasicBlockKind.Exit;
            return JumpFrom(Branch(condition, jumpsOut == (block.ConditionKind == ControlFlowConditionKind.WhenTrue)), body);
        }

        return block.Operations.LastOrDefault()?.Syntax is { } last && StatementOf(last) is { } done ? JumpFrom(Next(done), body) : null;
    }

    // The statement that leaves the body if nothing else happens from here on; null if it is left at its end.
    private static StatementSyntax? JumpFrom(StatementSyntax? next, SyntaxNode body)
    {
        for (var steps = 0; next is not null && steps < MaxSteps && body.FullSpan.Contains(next.Span); steps++)
        {
            if (next is ReturnStatementSyntax or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement })
            {
                return next;
            }

            next = next switch
            {
                BlockSyntax { Statements.Count: > 0 } block => block.Statements[0],
                BreakStatementSyntax => TargetOf(next) is { } left ? Next(left) : null,
                LabeledStatementSyntax labeled => labeled.Statement,
                GotoStatementSyntax { Expression: IdentifierNameSyntax label } => LabelIn(body, label.Identifier.ValueText),
                BlockSyntax or EmptyStatementSyntax or LocalFunctionStatementSyntax => Next(next),
                _ => null,
            };
        }

        return null;
    }

    // Where a condition leads that came out this way.
    private static StatementSyntax? Branch(SyntaxNode condition, bool outcome)
    {
        if (StatementOf(condition) is not { } statement)
        {
            return null;
        }

        return statement switch
        {
            IfStatementSyntax @if when @if.Condition.Span.Contains(condition.Span) => IsTaken(@if.Condition, condition, outcome)
                ? @if.Statement
                : @if.Else?.Statement ?? Next(@if),
            SwitchStatementSyntax when outcome => condition.FirstAncestorOrSelf<SwitchSectionSyntax>()?.Statements[0],
            _ when IsLoop(statement) && outcome => null,
            _ => Next(statement),
        };
    }

    // The graph tests the operands of `!`, `&&` and `||` one by one; the one that leaves the body decides alone, so only negations turn it.
    private static bool IsTaken(SyntaxNode whole, SyntaxNode operand, bool outcome)
    {
        for (var node = operand.Parent; node is not null && whole.Span.Contains(node.Span); node = node.Parent)
        {
            outcome ^= node.IsKind(SyntaxKind.LogicalNotExpression);
        }

        return outcome;
    }

    private static StatementSyntax? Next(StatementSyntax done)
    {
        for (SyntaxNode? current = done; current is StatementSyntax statement; current = current.Parent is ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax ? current.Parent.Parent : current.Parent)
        {
            var siblings = statement.Parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => default,
            };
            var index = siblings.IndexOf(statement) + 1;
            if (index > 0 && index < siblings.Count)
            {
                return siblings[index];
            }

            if (statement.Parent is SwitchSectionSyntax || (current != done && IsLoop(statement)))
            {
                return null;
            }
        }

        return null;
    }

    private static StatementSyntax? TargetOf(StatementSyntax @break) =>
        @break.Ancestors().OfType<StatementSyntax>().FirstOrDefault(ancestor => IsLoop(ancestor) || ancestor is SwitchStatementSyntax);

    private static bool IsLoop(StatementSyntax statement) => statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static LabeledStatementSyntax? LabelIn(SyntaxNode body, string label) =>
        body.DescendantNodes().OfType<LabeledStatementSyntax>().FirstOrDefault(candidate => candidate.Identifier.ValueText == label);

    // Not out of a lambda or a member: its statement is another body's.
    private static StatementSyntax? StatementOf(SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => ancestor is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<StatementSyntax>().FirstOrDefault();

    private static Location EndOf(SyntaxNode body) => body switch
    {
        BlockSyntax block => block.CloseBraceToken.GetLocation(),
        BaseMethodDeclarationSyntax { Body: { } block } => block.CloseBraceToken.GetLocation(),
        LocalFunctionStatementSyntax { Body: { } block } => block.CloseBraceToken.GetLocation(),
        AnonymousFunctionExpressionSyntax { Block: { } block } => block.CloseBraceToken.GetLocation(),
        AccessorDeclarationSyntax { Body: { } block } => block.CloseBraceToken.GetLocation(),
        _ => body.GetLastToken().GetLocation(),
    };
}
