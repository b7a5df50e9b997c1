using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>Lets a section release its lock on every way out: a lock statement where the language has one for the lock, else <c>finally</c>.</summary>
internal static class SafeSection
{
    /// <summary>The edit for the section that begins at a token; null if it is not surely safe.</summary>
    public static Edit? Of(SyntaxToken taken, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Section.At(taken, model, cancellationToken) is not { } section
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
