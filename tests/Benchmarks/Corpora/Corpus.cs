using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>Source code as one compilation, with nothing bound yet.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Compilation">The compilation; measured are clones of it.</param>
/// <param name="Lines">Lines that bear code.</param>
internal sealed record Corpus(string Name, CSharpCompilation Compilation, int Lines)
{
    /// <summary>Thousands of lines that bear code.</summary>
    public double Kloc => Lines / 1000.0;

    /// <summary>What analyzers are told: nothing. One object, since editors keep theirs as well.</summary>
    public AnalyzerOptions AnalyzerOptions { get; } = new([]);

    /// <summary>How many findings there must be; null if nobody knows.</summary>
    public int? Findings { get; init; }

    /// <summary>A corpus of parsed sources.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="trees">The sources.</param>
    /// <param name="references">What they are compiled against.</param>
    /// <param name="isNullable">Whether nullable annotations are on.</param>
    public static Corpus Of(string name, ImmutableArray<SyntaxTree> trees, IEnumerable<MetadataReference> references, bool isNullable)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            concurrentBuild: false,
            nullableContextOptions: isNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        return new(name, CSharpCompilation.Create("Corpus", trees, references, options), trees.Sum(CodeLines.In));
    }
}
