using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.CodeFixes.Editing;
using MmAnalyzers.Rules;

namespace MmAnalyzers.CodeFixes.Fixes;

/// <summary>Lets a section release its lock on every way out: a lock statement where the language has one for the lock, else <c>finally</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MM2001LockNotReleasedCodeFix)), Shared]
public sealed class MM2001LockNotReleasedCodeFix : LockCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.LockNotReleased);

    internal override Edit? Find(Mark mark, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Section.At(mark.Taken, model, cancellationToken) is not { } section
            || !SectionCheck.MayBeBlock(section, model, cancellationToken)
            || EarlyReleases.In(section, model, cancellationToken) is not { } early)
        {
            return null;
        }

        ReturnStatementSyntax? last = null;
        if (SectionCheck.IsUsedOutside(section, model, cancellationToken))
        {
            // A result that the section computed can be returned from inside of it; anything longer would hold the lock longer.
            if (section.Behind is not [ReturnStatementSyntax returned] || !QuietExpression.Is(returned.Expression, model, cancellationToken))
            {
                return null;
            }

            last = returned;
        }

        var rewriter = new SectionRewriter(section, early, last);
        return HasLockStatement(section, model, cancellationToken)
            ? new($"Hold '{section.Take.Lock!.Name}' by a lock statement", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((section.Block, rewriter.WithLock())))
            : new($"Release '{section.Take.Lock!.Name}' in a finally block", ImmutableArray.Create<(SyntaxNode, SyntaxNode)>((section.Block, rewriter.WithFinally())));
    }

    // Before C# 13 the statement entered the monitor of a Lock, which is another lock than the one that Enter takes. The flag of Monitor.Enter has other readers.
    private static bool HasLockStatement(Section section, SemanticModel model, CancellationToken cancellationToken) => section.Pair.Type switch
    {
        LockPair.Lock => ((CSharpParseOptions)section.Block.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp13,
        LockPair.Monitor => section.Take.Method.Parameters.Length == 1
            && model.GetTypeInfo(section.Take.Target, cancellationToken).Type is { IsReferenceType: true } and not { Name: "Lock", ContainingNamespace.Name: "Threading" },
        _ => false,
    };
}
