using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Benchmarks.Corpora;

namespace MmAnalyzers.Benchmarks.Tests;

/// <summary>What is measured on must be code that compiles, and the same everywhere.</summary>
public sealed class GeneratedCorpusTests
{
    private static readonly Corpus Small = GeneratedCorpus.Make(2);

    [Fact]
    public void Compiles_without_errors() =>
        Assert.Empty(Small.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    [Fact]
    public void Has_at_least_the_lines_asked_for_and_no_module_more()
    {
        Assert.InRange(Small.Lines, 2_000, 2_999);
    }

    [Fact]
    public void Is_the_same_each_time() => Assert.Equal(Texts(Small), Texts(GeneratedCorpus.Make(2)));

    [Fact]
    public void Larger_ones_begin_with_smaller_ones() => Assert.Equal(Texts(Small), Texts(GeneratedCorpus.Make(3)).Take(Small.Compilation.SyntaxTrees.Length));

    [Fact]
    public async Task Has_the_cycles_it_promises_and_no_other_finding()
    {
        ImmutableArray<DiagnosticAnalyzer> ours = [new LockAnalyzer()];
        var found = await Small.Compilation.WithAnalyzers(ours).GetAnalyzerDiagnosticsAsync();

        // MM1011 says in editors what MM1002 says in builds.
        Assert.Equal(Small.Findings, found.Count(diagnostic => diagnostic.Id == "MM1002"));
        Assert.All(found, diagnostic => Assert.Contains("Branch._branchLock", diagnostic.GetMessage(null), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(Corpus corpus) => corpus.Compilation.SyntaxTrees.Select(tree => tree.FilePath + "\n" + tree.GetText());
}
