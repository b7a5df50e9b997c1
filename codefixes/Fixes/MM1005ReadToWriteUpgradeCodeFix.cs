using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>
/// Lets a reader that may become a writer enter upgradeable. Where it wants just that inside the read lock, it leaves the read lock meanwhile, and a comment
/// says what that means.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM1005ReadToWriteUpgradeCodeFix)), Shared]
public sealed class MM1005ReadToWriteUpgradeCodeFix : LockCodeFix
{
    private const string Revalidate = "// The read lock was given up here: check again what was read before.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ReadToWriteUpgrade);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (ReadSection.CallAt(mark.Taken, model, cancellationToken) is not { } wanted
            || ReadSection.Around(wanted, mark, model, cancellationToken) is not { } section)
        {
            return null;
        }

        return wanted.Method.Name is "EnterWriteLock" or "TryEnterWriteLock"
            ? Upgradeable(section)
            : Section.At(mark.Taken, model, cancellationToken) is { } inner ? ReleaseMeanwhile(section, inner) : null;
    }

    private static Edit Upgradeable(ReadSection section)
    {
        var names = section.Leaving.Add(section.Entering);
        return new(
            $"Enter '{section.Lock.Name}' upgradeable",
            names.Select(name => ((SyntaxNode)name, (SyntaxNode)Renamed(name, name.Identifier.ValueText.Replace("ReadLock", "UpgradeableReadLock")))).ToImmutableArray());
    }

    // Taken again in the finally, where there is one: the section around leaves it on every way out.
    private static Edit? ReleaseMeanwhile(ReadSection section, Section inner)
    {
        if (inner.Block.ContainsDirectives || !inner.Between.IsEmpty || (inner.Try is null && inner.Held.Any(Leaves)))
        {
            return null;
        }

        var lineEnd = Comments.LineEndOf(inner.Block);
        var leave = Call("ExitReadLock", section.Target).WithLeadingTrivia(inner.Taking.GetLeadingTrivia()).WithTrailingTrivia(lineEnd);
        var below = inner.End.GetLeadingTrivia();
        var take = inner.Taking.WithLeadingTrivia(Indentation.Before(inner.Taking));
        var next = inner.End.WithLeadingTrivia(Comments.Above(below, Comments.In(below).Prepend(SyntaxFactory.Comment(Revalidate)), lineEnd));
        var again = Call("EnterReadLock", section.Target).WithLeadingTrivia(Indentation.Before(inner.Giving)).WithTrailingTrivia(inner.Giving.GetTrailingTrivia());
        if (next is TryStatementSyntax { Finally: { } @finally } last)
        {
            var statements = @finally.Block.Statements;
            next = last.WithFinally(@finally.WithBlock(@finally.Block.WithStatements(statements.Add(again))));
            return Replacing(inner, [leave, take, next]);
        }

        return Replacing(inner, [leave, take, next, again]);
    }

    private static Edit Replacing(Section inner, ImmutableArray<StatementSyntax> statements)
    {
        var list = inner.Block.Statements;
        var start = list.IndexOf(inner.Taking);
        var rest = list.Where((_, i) => i < start).Concat(statements).Concat(inner.Behind);
        return new(
            $"Leave the read lock of '{inner.Take.Lock!.Name}' meanwhile",
            ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((inner.Block, inner.Block.WithStatements(SyntaxFactory.List(rest)))));
    }

    private static bool Leaves(StatementSyntax statement) => statement.DescendantNodesAndSelf().Any(
        node => node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax or ThrowStatementSyntax);

    private static ExpressionStatementSyntax Call(string method, ExpressionSyntax target) => SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, target.WithoutTrivia(), SyntaxFactory.IdentifierName(method))));

    private static SimpleNameSyntax Renamed(SimpleNameSyntax name, string text) =>
        name.WithIdentifier(SyntaxFactory.Identifier(text).WithTriviaFrom(name.Identifier));
}
