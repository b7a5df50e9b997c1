using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Says of each transplant of a copy whether it was found.</summary>
internal sealed class Judge(string codeBase, Compilation original, ChangedCopy copy, ImmutableArray<Diagnostic> diagnostics)
{
    /// <summary>A body that does not compile is passed over, and what it calls is not known.</summary>
    public const string DoesNotBind = "body with binding errors";

    public const string Silent = "silent";

    public const string AnotherRule = "another rule";

    public Outcome Of(Transplant transplant)
    {
        var about = diagnostics.Where(diagnostic => copy.IsAbout(diagnostic, transplant)).Select(diagnostic => diagnostic.Id).ToHashSet(StringComparer.Ordinal);
        return new(codeBase, transplant, transplant.Expected.Any(about.Contains) ? null : MissOf(transplant, about));
    }

    private string MissOf(Transplant transplant, HashSet<string> about)
    {
        if (transplant.Members.Any(HasErrors))
        {
            return DoesNotBind;
        }

        return about.Count == 0 ? Silent : $"{AnotherRule} ({string.Join(' ', about.Order(StringComparer.Ordinal))})";
    }

    private bool HasErrors(IMethodSymbol member) => member.DeclaringSyntaxReferences.Any(reference =>
    {
        var model = original.GetSemanticModel(reference.SyntaxTree);
        return model.GetDiagnostics(reference.Span).Any(error => error.Severity == DiagnosticSeverity.Error) || UsesUnknownTypes(model, reference.GetSyntax());
    });

    // The error stands where the type is named, which may be at a field far away.
    private static bool UsesUnknownTypes(SemanticModel model, SyntaxNode member) => member.DescendantNodes()
        .OfType<ExpressionSyntax>()
        .Any(expression => model.GetTypeInfo(expression).Type is IErrorTypeSymbol);
}
