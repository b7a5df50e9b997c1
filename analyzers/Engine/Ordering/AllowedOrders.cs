using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Pairs of locks that <c>[AllowLockOrder]</c> on a member, its types or the assembly takes out of the analysis.</summary>
internal sealed class AllowedOrders(ProgramAnalysis program)
{
    /// <summary>The edges that no opt-out covers.</summary>
    public ImmutableArray<LockEdge> Remove(ImmutableArray<LockEdge> edges, ISymbol member)
    {
        if (edges.IsEmpty || !program.Annotations.AnyAnnotations)
        {
            return edges;
        }

        var allowed = PairsOn(member).ToList();
        return allowed.Count == 0 ? edges : edges.RemoveAll(edge => allowed.Contains((edge.From.Lock.Class.Id, edge.To.Class.Id)));
    }

    private IEnumerable<(string? Held, string? Acquired)> PairsOn(ISymbol member)
    {
        for (ISymbol? level = member; level is not null and not INamespaceSymbol; level = level.ContainingSymbol)
        {
            foreach (var pair in PairsAt(level, level))
            {
                yield return pair;
            }

            if (level is IMethodSymbol { AssociatedSymbol: { } associated })
            {
                foreach (var pair in PairsAt(associated, associated))
                {
                    yield return pair;
                }
            }
        }

        foreach (var pair in PairsAt(member.ContainingAssembly, member.ContainingAssembly))
        {
            yield return pair;
        }
    }

    private IEnumerable<(string? Held, string? Acquired)> PairsAt(ISymbol bearer, ISymbol anchor)
    {
        foreach (var attribute in bearer.GetAttributes())
        {
            if (!string.Equals(AnnotationVocabulary.NameOf(attribute), AnnotationVocabulary.AllowLockOrder, StringComparison.Ordinal))
            {
                continue;
            }

            var arguments = new AnnotationArguments(attribute);
            if (arguments.Text("Held") is { } held && arguments.Text("Acquired") is { } acquired)
            {
                yield return (ClassId(held, anchor), ClassId(acquired, anchor));
            }
        }
    }

    private string? ClassId(string text, ISymbol anchor) => program.Naming.Annotated.ClassIdOf(program.Annotations.Resolver.Resolve(text, anchor));
}
