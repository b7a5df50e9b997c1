using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>Compares what fixes made with what they should have made.</summary>
internal sealed class SolutionComparison(IVerifier verifier, CodeActionValidationMode mode)
{
    /// <summary>Fails when a file is missing, is too many, or has another text.</summary>
    public async Task Compare(EvaluatedSolution expected, Solution actual, CancellationToken cancellationToken)
    {
        foreach (var wanted in expected.Projects)
        {
            var project = actual.Projects.SingleOrDefault(project => project.Name == wanted.Name);
            verifier.True(project is not null, $"Project '{wanted.Name}' is missing.");
            await Compare(wanted.Sources, project.Documents, cancellationToken).ConfigureAwait(false);
            await Compare(wanted.AdditionalFiles, project.AdditionalDocuments, cancellationToken).ConfigureAwait(false);
            await Compare(wanted.ConfigFiles, project.AnalyzerConfigDocuments, cancellationToken).ConfigureAwait(false);
            foreach (var document in mode == CodeActionValidationMode.None ? [] : project.Documents)
            {
                await CompareTree(document, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task Compare(IEnumerable<(string Path, Text.SourceText Text)> expected, IEnumerable<TextDocument> actual, CancellationToken cancellationToken)
    {
        var documents = actual.ToDictionary(document => document.FilePath ?? document.Name, StringComparer.Ordinal);
        foreach (var (path, text) in expected)
        {
            verifier.True(documents.Remove(path, out var document), $"The fix left no file '{path}'.");
            var found = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (found.ToString() != text.ToString())
            {
                verifier.Fail($"The fix did not give the expected text of {path}:{Environment.NewLine}{TextDifference.Show(text.ToString(), found.ToString())}");
            }
        }

        verifier.Empty("files that the fix added and the test does not expect", documents.Keys);
    }

    /// <summary>A fix can build a tree that prints well and yet is not what its text means.</summary>
    private async Task CompareTree(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var options = (CSharpParseOptions?)document.Project.ParseOptions;
        var parsed = await CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellationToken).GetRootAsync(cancellationToken).ConfigureAwait(false);
        var same = mode == CodeActionValidationMode.Full ? root?.IsEquivalentTo(parsed) : root is not null && Shape(root).SequenceEqual(Shape(parsed));
        verifier.True(same == true, $"The tree that the fix made of {document.FilePath} is not the tree of its text.");
    }

    // Not SyntaxFactory.AreEquivalent: the parser's list of one statement and that of a factory differ inside, though in nothing that anybody can see.
    private static IEnumerable<(SyntaxKind Kind, bool IsMissing, string Text)> Shape(SyntaxNode root) =>
        root.DescendantNodesAndTokensAndSelf().Select(part => (part.Kind(), part.IsMissing, part.IsToken ? part.AsToken().Text : string.Empty));
}
