using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// The analyses of projects that are referenced as compilations, as editors hold them. The only static table of the engine; weak, so it keeps nothing alive.
/// </summary>
internal static class ReferencedPrograms
{
    private static readonly ConditionalWeakTable<Compilation, ProgramAnalysis> Programs = new();

    /// <summary>The analysis of a referenced compilation, made on first demand.</summary>
    public static ProgramAnalysis Of(Compilation compilation, Budgets budgets, CancellationToken cancellationToken) =>
        Programs.TryGetValue(compilation, out var known)
            ? known
            : Programs.GetValue(compilation, created => new(created, ProgramIndex.Of(created, TreeIndex.Of, cancellationToken), budgets));
}
