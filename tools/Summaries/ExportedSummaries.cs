using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Summaries;

/// <summary>The summaries of what other assemblies can call.</summary>
internal static class ExportedSummaries
{
    /// <summary>By documentation id, those of members that do something to locks.</summary>
    public static IReadOnlyDictionary<string, MethodSummary> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var program = new ProgramAnalysis(compilation, ProgramIndex.Of(compilation, TreeIndex.Of, cancellationToken), Budgets.Default);
        var reaching = new HashSet<string>(program.ReachingNames, StringComparer.Ordinal);
        var summaries = new Dictionary<string, MethodSummary>(StringComparer.Ordinal);
        foreach (var method in ExportedMembers.Of(compilation.Assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mayMatter = reaching.Contains(CallSite.NameOf(method)) || program.Contracts.Of(method) is not null;
            if (mayMatter && program.Summaries.OfExported(method, cancellationToken) is var summary && summary != MethodSummary.None)
            {
                summaries[program.Names.Id(method)] = summary;
            }
        }

        return summaries;
    }
}
