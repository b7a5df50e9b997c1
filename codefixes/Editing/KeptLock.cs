using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Reads a lock once: <c>var root = _node.Root;</c>, takes that and gives that back.</summary>
internal static class KeptLock
{
    /// <summary>The edit for a release that reads the lock again; null if it is not surely safe.</summary>
    public static Edit? Of(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (mark.Held.Parent?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax block } taking
            || LockCall.Of(taking, model, cancellationToken) is not { Lock.VariableName: { } variable, Takes: { } pair } take
            || model.GetTypeInfo(take.Target, cancellationToken).Type is not { IsReferenceType: true }
            || CallsIn(block, taking, take, model, cancellationToken) is not { } calls
            || !calls.Any(call => call.Target.Span.Contains(mark.Taken.SpanStart) || call.Target.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Span.Contains(mark.Taken.SpanStart) == true)
            || !calls.Any(call => call.Gives(pair)))
        {
            return null;
        }

        var name = FreeName(variable, block);
        var kept = SyntaxFactory.IdentifierName(name);
        var targets = calls.Select(call => call.Target).Append(take.Target).ToList();
        var index = block.Statements.IndexOf(taking);
        var edited = block.ReplaceNodes(targets, (target, _) => kept.WithTriviaFrom(target));
        var declaration = SyntaxFactory.ParseStatement($"var {name} = {take.Target.WithoutTrivia()};")
            .WithLeadingTrivia(taking.GetLeadingTrivia()).WithTrailingTrivia(Comments.LineEndOf(block)).WithAdditionalAnnotations(Edit.Layout);
        var next = edited.Statements[index].WithLeadingTrivia(SyntaxFactory.Whitespace(Indentation.Of(taking.GetFirstToken())));
        edited = edited.WithStatements(edited.Statements.RemoveAt(index).Insert(index, next).Insert(index, declaration));
        return new($"Keep '{take.Lock!.Name}' in a local while it is held", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((block, edited)));
    }

    // The calls on this lock behind its acquisition; null if it is taken a second time, is touched by code that runs elsewhere, or lies behind a directive.
    private static List<LockCall>? CallsIn(BlockSyntax block, StatementSyntax taking, LockCall take, SemanticModel model, CancellationToken cancellationToken)
    {
        var calls = new List<LockCall>();
        foreach (var invocation in block.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>() ?? [])
        {
            if (invocation.Span.IntersectsWith(taking.Span) || LockCall.Of(invocation, model, cancellationToken) is not { } call || !take.Lock!.IsSameAs(call.Lock))
            {
                continue;
            }

            var isBehind = invocation.SpanStart > taking.Span.End && block.Span.Contains(invocation.Span);
            var runsElsewhere = invocation.Ancestors().TakeWhile(ancestor => ancestor != block).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
            if (!isBehind || runsElsewhere || call.Takes is not null || call.Attempts is not null)
            {
                return null;
            }

            calls.Add(call);
        }

        return block.ContainsDirectives ? null : calls;
    }

    private static string FreeName(string variable, BlockSyntax block)
    {
        var stem = variable.TrimStart('_');
        stem = stem.StartsWith("s_", StringComparison.Ordinal) || stem.StartsWith("m_", StringComparison.Ordinal) ? stem[2..] : stem;
        stem = stem.Length == 0 ? "held" : char.ToLowerInvariant(stem[0]) + stem[1..];
        var used = new HashSet<string>(
            (block.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? (SyntaxNode)block).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
            StringComparer.Ordinal);
        var isFree = !used.Contains(stem) && SyntaxFacts.GetKeywordKind(stem) == SyntaxKind.None;
        var name = isFree ? stem : "held" + char.ToUpperInvariant(stem[0]) + stem[1..];
        for (var number = 2; used.Contains(name); number++)
        {
            name = stem + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
