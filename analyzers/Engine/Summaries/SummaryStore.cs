using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Summaries on demand, each computed once it and everything it calls is known. Nobody waits for another thread: work may be done twice and comes out equal.
/// </summary>
internal sealed class SummaryStore(ProgramAnalysis program)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _done = new(SymbolEqualityComparer.Default);

    /// <summary>How many members have been summarised: the measure of work.</summary>
    public int Count => _done.Count;

    /// <summary>The summary of a member of this compilation or of one it references; <see cref="MethodSummary.None"/> if its source is not to be had.</summary>
    public MethodSummary Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(method, out var known))
        {
            return known;
        }

        if (program.Binder.SourceOf(method) is not { } source)
        {
            return MethodSummary.None;
        }

        if (source.Compilation != program.Binder.Compilation)
        {
            // Project references are a DAG, so this nests no deeper than they do.
            return ReferencedPrograms.Of(source.Compilation, program.Budgets, cancellationToken).Summaries.Of((IMethodSymbol)source.Symbol, cancellationToken);
        }

        var solver = new SummarySolver(program, _done, cancellationToken);
        return solver.Solve((IMethodSymbol)source.Symbol);
    }

    /// <summary>The finished summary, if there is one.</summary>
    public bool TryGet(IMethodSymbol method, out MethodSummary? summary) => _done.TryGetValue(method, out summary);
}
