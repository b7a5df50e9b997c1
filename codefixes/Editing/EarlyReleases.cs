using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Releases in front of a jump out of a section, which are no longer needed once the section releases by itself.</summary>
internal static class EarlyReleases
{
    // Neither takes the lock nor gives it back for good.
    private static readonly ImmutableHashSet<string> Harmless = ImmutableHashSet.Create("Pulse", "PulseAll", "IsEntered");

    /// <summary>The early releases; null if something else happens to the lock that cannot be removed or understood.</summary>
    public static ImmutableArray<ExpressionStatementSyntax>? In(Section section, SemanticModel model, CancellationToken cancellationToken)
    {
        var releases = ImmutableArray.CreateBuilder<ExpressionStatementSyntax>();
        foreach (var invocation in section.Held.SelectMany(statement => statement.DescendantNodesAndSelf()).OfType<InvocationExpressionSyntax>())
        {
            if (LockCall.Of(invocation, model, cancellationToken) is not { } call || call.Type != section.Pair.Type || section.Take.Lock!.IsSurelyNot(call.Lock) || IsHarmless(call))
            {
                continue;
            }

            if (!call.Gives(section.Pair) || !section.Take.Lock!.IsSameAs(call.Lock)
                || invocation.Parent is not ExpressionStatementSyntax release || !IsBeforeJumpOut(release, section, model, cancellationToken))
            {
                return null;
            }

            releases.Add(release);
        }

        return releases.ToImmutable();
    }

    private static bool IsHarmless(LockCall call) =>
        Harmless.Contains(call.Method.Name) || (call.Type == LockPair.Monitor && call.Method.Name == "Wait");

    private static bool IsBeforeJumpOut(ExpressionStatementSyntax release, Section section, SemanticModel model, CancellationToken cancellationToken) =>
        StatementList.After(release) switch
        {
            ReturnStatementSyntax { Expression: var value } => QuietExpression.Is(value, model, cancellationToken) && Leaves(release, section, _ => false),
            ThrowStatementSyntax { Expression: var thrown } => QuietExpression.Is(thrown, model, cancellationToken) && Leaves(release, section, _ => false),
            BreakStatementSyntax => Leaves(release, section, node => IsLoop(node) || node is SwitchStatementSyntax),
            ContinueStatementSyntax => Leaves(release, section, IsLoop),
            _ => false,
        };

    // On the way out nothing may run that ran without the lock so far: no handler, no finally, no end of a using. And the jump has to leave the section.
    private static bool Leaves(ExpressionStatementSyntax release, Section section, Func<SyntaxNode, bool> isTarget) =>
        release.Ancestors().TakeWhile(ancestor => ancestor != section.Block && ancestor != section.Try?.Block)
            .All(ancestor => !isTarget(ancestor) && ancestor is not (TryStatementSyntax or UsingStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax));

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}
