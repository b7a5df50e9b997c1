using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Which types a file may declare, and how they may be called.</summary>
internal static class TypeLayout
{
    private static readonly string[] SaysNothing = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Data", "Info"];

    // The compiler asks for these by name; one file holds them all.
    private static readonly string[] Exempt = ["analyzers/Polyfills/"];

    /// <summary>Everything wrong with the types of a source.</summary>
    public static IEnumerable<string> Faults(string file, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Select(type => (Node: type, Name: NameOf(type))).Where(type => type.Name is not null).ToList();
        foreach (var name in root.DescendantNodes().OfType<MemberDeclarationSyntax>().Select(NameOf).OfType<string>())
        {
            if (SaysNothing.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix)
            {
                yield return $"{file}: '{name}' ends in '{suffix}', which says nothing of what it is";
            }
        }

        if (Exempt.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) || types.Count == 0)
        {
            yield break;
        }

        var exported = types.Where(type => type.Node.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(type => type.Name).Distinct().ToList();
        if (exported.Count > 1)
        {
            yield return $"{file}: declares {exported.Count} public types: {string.Join(", ", exported)}";
        }

        var expected = Path.GetFileName(file).Split('.', '{')[0];
        if (types.All(type => type.Name != expected) || (exported.Count == 1 && exported[0] != expected))
        {
            yield return $"{file}: is not called after its type ({exported.FirstOrDefault() ?? types[0].Name})";
        }
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}
