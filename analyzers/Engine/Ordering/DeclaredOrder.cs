using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// The order of lock classes that annotations declare: a graph of "before", closed under transitivity. Immutable; built once a compilation.
/// Keys are ids of lock classes: <c>L:name</c> where <c>[LockClass]</c> gives a name, else documentation ids.
/// </summary>
internal sealed class DeclaredOrder
{
    /// <summary>Nothing is declared.</summary>
    public static readonly DeclaredOrder Empty = new(ImmutableArray<DeclaredOrderStep>.Empty, [], []);

    private readonly ConcurrentDictionary<string, Dictionary<string, DeclaredOrderStep>> _reached = new(StringComparer.Ordinal);
    private readonly ILookup<string, DeclaredOrderStep> _from;
    private readonly HashSet<string> _placed;

    private DeclaredOrder(ImmutableArray<DeclaredOrderStep> steps, IEnumerable<DeclaredOrderContradiction> rankConflicts, IEnumerable<string> ranked)
    {
        Steps = steps;
        _placed = new(steps.SelectMany(step => new[] { step.Before, step.After }).Concat(ranked), StringComparer.Ordinal);
        _from = steps.ToLookup(step => step.Before, StringComparer.Ordinal);
        Contradictions = DeclaredOrderCycles.In(steps, Path).Concat(rankConflicts).ToImmutableArray();
    }

    /// <summary>Every declaration, in canonical order.</summary>
    public ImmutableArray<DeclaredOrderStep> Steps { get; }

    /// <summary>Declarations that exclude each other; each once, in canonical order.</summary>
    public ImmutableArray<DeclaredOrderContradiction> Contradictions { get; }

    /// <summary>Whether nothing is declared.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>Reads the order from annotated assemblies, types and members.</summary>
    public static DeclaredOrder Of(AnnotationReader annotations, IEnumerable<ISymbol> annotated)
    {
        if (!annotations.AnyAnnotations)
        {
            return Empty;
        }

        var reader = new DeclaredOrderReader(annotations);
        var steps = reader.Read(annotated);
        return new DeclaredOrder(steps, reader.RankConflicts, reader.RankedIds);
    }

    /// <summary>Whether a class occurs in the order, or has at least a rank.</summary>
    public bool HasPlace(string id) => _placed.Contains(id);

    /// <summary>Whether the first class must be taken before the second. False for both directions where declarations contradict each other: then nothing is known.</summary>
    public bool IsDeclaredBefore(string first, string second) => Reach(first).ContainsKey(second) && !Reach(second).ContainsKey(first);

    /// <summary>The shortest chain of declarations that puts the first class before the second; null unless <see cref="IsDeclaredBefore"/>.</summary>
    public DeclaredOrderProof? Proof(string first, string second) =>
        IsDeclaredBefore(first, second) ? new DeclaredOrderProof(Path(first, second)) : null;

    private ImmutableArray<DeclaredOrderStep> Path(string first, string second)
    {
        var reached = Reach(first);
        var path = ImmutableArray.CreateBuilder<DeclaredOrderStep>();
        for (var at = second; reached.TryGetValue(at, out var step); at = step.Before)
        {
            path.Add(step);
            if (string.Equals(step.Before, first, StringComparison.Ordinal))
            {
                break;
            }
        }

        path.Reverse();
        return path.ToImmutable();
    }

    // By the step that reaches each class first, breadth first; a class reaches itself only through a circle.
    private Dictionary<string, DeclaredOrderStep> Reach(string start) => _reached.GetOrAdd(start, Search);

    private Dictionary<string, DeclaredOrderStep> Search(string start)
    {
        var reached = new Dictionary<string, DeclaredOrderStep>(StringComparer.Ordinal);
        var open = new Queue<string>();
        open.Enqueue(start);
        while (open.Count > 0)
        {
            foreach (var step in _from[open.Dequeue()])
            {
                if (!reached.ContainsKey(step.After))
                {
                    reached.Add(step.After, step);
                    open.Enqueue(step.After);
                }
            }
        }

        return reached;
    }
}
