using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Benchmarks.Corpora;

namespace MmAnalyzers.Benchmarks.Measuring;

/// <summary>Runs analyzers as a compiler does, on one thread, and keeps what they throw.</summary>
internal sealed class Driver(Corpus corpus)
{
    private readonly ConcurrentDictionary<string, byte> _crashes = new(StringComparer.Ordinal);

    /// <summary>Exceptions of analyzers, each told once.</summary>
    public IEnumerable<string> Crashes => _crashes.Keys.Order(StringComparer.Ordinal);

    /// <summary>The analyzers, ready to run on a compilation.</summary>
    public CompilationWithAnalyzers Attach(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        new(compilation, analyzers, new CompilationWithAnalyzersOptions(corpus.AnalyzerOptions, Note, concurrentAnalysis: false, logAnalyzerExecutionTime: false));

    private void Note(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) =>
        _crashes.TryAdd($"{analyzer.GetType().Name}: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", 0);
}
