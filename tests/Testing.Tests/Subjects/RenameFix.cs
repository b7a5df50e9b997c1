using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>A fix for gates that puts a text in the name's place; derived ones do it in wrong ways.</summary>
public abstract class RenameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["GATE1"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var name in Names)
        {
            context.RegisterCodeFix(CodeAction.Create($"Rename to {name}", token => Replace(context.Document, context.Span, name, token), name), context.Diagnostics);
        }

        return Task.CompletedTask;
    }

    protected abstract IEnumerable<string> Names { get; }

    protected virtual async Task<Document> Replace(Document document, TextSpan span, string name, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken) ?? throw new InvalidOperationException();
        var token = root.FindToken(span.Start);
        return document.WithSyntaxRoot(root.ReplaceToken(token, SyntaxFactory.Identifier(name).WithTriviaFrom(token)));
    }
}
