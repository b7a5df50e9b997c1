using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Sizes above which nobody reads a file or method as a whole.</summary>
internal static class SizeLimits
{
    private const int FileLines = 450;
    private const int RuleLines = 250;
    private const int MethodLines = 70;
    private const int Parameters = 5;

    /// <summary>What may be larger, each with the reason; an entry that is not needed fails too.</summary>
    public static readonly IReadOnlyDictionary<string, string> Exceptions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["analyzers/Rules/RuleDescriptor.cs Create parameters"] = "It hands on the parameters of the framework's descriptor.",
        ["runtime/Physical/NativeBlock.cs Map parameters"] = "The operating system decides what its call is given.",
    };

    /// <summary>Everything in a source that is above a limit, as <c>file member kind</c> and the measure behind a colon.</summary>
    public static IEnumerable<string> TooLarge(string file, string text)
    {
        var limit = file.StartsWith("analyzers/Rules/", StringComparison.Ordinal) ? RuleLines : FileLines;
        var lines = text.AsSpan().Count('\n');
        if (lines > limit)
        {
            yield return $"{file} file lines: {lines} of {limit}";
        }

        foreach (var node in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes())
        {
            var (name, parameters) = Shape(node);
            var span = node.SyntaxTree.GetLineSpan(node.Span);
            var length = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (name is not null && node is not TypeDeclarationSyntax && length > MethodLines)
            {
                yield return $"{file} {name} lines: {length} of {MethodLines}";
            }

            if (name is not null && parameters > Parameters)
            {
                yield return $"{file} {name} parameters: {parameters} of {Parameters}";
            }
        }
    }

    // A record's parameters are its properties, and an override has no choice.
    private static (string? Name, int Parameters) Shape(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => (method.Identifier.Text, method.Modifiers.Any(SyntaxKind.OverrideKeyword) ? 0 : method.ParameterList.Parameters.Count),
        ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList.Parameters.Count),
        LocalFunctionStatementSyntax local => (local.Identifier.Text, local.ParameterList.Parameters.Count),
        AccessorDeclarationSyntax accessor => (accessor.Keyword.Text, 0),
        ClassDeclarationSyntax type => (type.Identifier.Text, type.ParameterList?.Parameters.Count ?? 0),
        _ => (null, 0),
    };
}
