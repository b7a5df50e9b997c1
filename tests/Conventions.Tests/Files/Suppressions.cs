using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Places where a warning is switched off without a word why.</summary>
internal static class Suppressions
{
    /// <summary>Pragmas and attributes of a C# source.</summary>
    public static IEnumerable<string> WithoutReason(string file, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        var pragmas = root.DescendantTrivia()
            .Select(trivia => trivia.GetStructure())
            .OfType<PragmaWarningDirectiveTriviaSyntax>()
            .Where(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && !pragma.ToFullString().Contains("//", StringComparison.Ordinal));
        var attributes = root.DescendantNodes()
            .OfType<AttributeSyntax>()
            .Where(attribute => attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal) && !HasJustification(attribute));
        return pragmas.Concat<SyntaxNode>(attributes).Select(node => $"{file}: {node.ToString().Trim()}");
    }

    /// <summary>Severities set to none in an .editorconfig: the line above, or above the group, must be a comment.</summary>
    public static IEnumerable<string> WithoutReasonInConfig(string file, string text)
    {
        var isExplained = false;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var isSwitchedOff = line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal) && line.EndsWith("= none", StringComparison.Ordinal);
            if (isSwitchedOff && !isExplained)
            {
                yield return $"{file}: {line}";
            }

            isExplained = line.StartsWith('#') || (isSwitchedOff && isExplained);
        }
    }

    /// <summary>NoWarn of a project file: the line above must be a comment.</summary>
    public static IEnumerable<string> WithoutReasonInProject(string file, string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        return lines.Where((line, i) => line.Contains("<NoWarn", StringComparison.Ordinal) && (i == 0 || !lines[i - 1].EndsWith("-->", StringComparison.Ordinal)))
            .Select(line => $"{file}: {line}");
    }

    private static bool HasJustification(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(argument =>
            argument.NameEquals?.Name.Identifier.Text == "Justification" && argument.Expression is not LiteralExpressionSyntax { Token.ValueText: "" or "<Pending>" }) ?? false;
}
