using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Summaries on demand, each computed once it and everything it calls is known. Nobody waits for another thread: work may be done twice and comes out equal.
/// </summary>
internal sealed class SummaryStore(ProgramAnalysis program)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _done = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _foreign = new(SymbolEqualityComparer.Default);

    /// <summary>How many members have been summarised: the measure of work.</summary>
    public int Count => _done.Count;

    /// <summary>The summary of a member of this compilation or of a reference; <see cref="MethodSummary.None"/> if nothing is known of it.</summary>
    public MethodSummary Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(method, out var known))
        {
            return known;
        }

        if (program.Binder.SourceOf(method) is not { } source)
        {
            return program.Metadata.Of(method);
        }

        if (source.Compilation != program.Binder.Compilation)
        {
            return _foreign.TryGetValue(method, out var foreign) ? foreign : _foreign.GetOrAdd(method, Exported(source, cancellationToken));
        }

        var solver = new SummarySolver(program, _done, cancellationToken);
        return solver.Solve((IMethodSymbol)source.Symbol);
    }

    /// <summary>What other compilations know of a member of this one: its contract or, without one, what its body does.</summary>
    public MethodSummary OfExported(IMethodSymbol method, CancellationToken cancellationToken) => program.Contracts.Of(method) is { } contract
        ? ForeignSummary.Of(contract, isAsync: false)
        : ForeignSummary.Of(Of(method, cancellationToken), method.IsAsync);

    /// <summary>The finished summary, if there is one.</summary>
    public bool TryGet(IMethodSymbol method, out MethodSummary? summary) => _done.TryGetValue(method, out summary);

    // Project references are a DAG, so this nests no deeper than they do.
    private MethodSummary Exported(SymbolSource source, CancellationToken cancellationToken) =>
        ReferencedPrograms.Of(source.Compilation, program.Budgets, cancellationToken).Summaries.OfExported((IMethodSymbol)source.Symbol, cancellationToken);
}
