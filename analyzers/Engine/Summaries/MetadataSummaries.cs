using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Summaries that compiled references bring along in an attribute, see <see cref="SummaryText"/>.</summary>
internal sealed class MetadataSummaries(SymbolNames names)
{
    /// <summary>Namespace of the attribute, which is matched by name: each assembly declares its own.</summary>
    public const string AttributeNamespace = "MmAnalyzers";

    /// <summary>Name of the attribute.</summary>
    public const string AttributeName = "LockSummariesAttribute";

    private readonly ConcurrentDictionary<IAssemblySymbol, IReadOnlyDictionary<string, MethodSummary>> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, IReadOnlyDictionary<string, LockClass>> _classes = new(SymbolEqualityComparer.Default);

    /// <summary>The summary of a member of a compiled reference; <see cref="MethodSummary.None"/> if the reference brings none.</summary>
    public MethodSummary Of(IMethodSymbol method) => TryGet(method, out var summary) ? summary : MethodSummary.None;

    /// <summary>Whether a compiled reference says something of this member.</summary>
    public bool Has(IMethodSymbol method) => TryGet(method, out _);

    /// <summary>Everything that an assembly brings along, by documentation id.</summary>
    public IReadOnlyDictionary<string, MethodSummary> In(IAssemblySymbol assembly) => _known.GetOrAdd(assembly, static one => SummaryText.Parse(TextOf(one)));

    /// <summary>The class of a lock that a compiled reference declares, with what its creation told there; null if no summary speaks of it.</summary>
    public LockClass? ClassOf(ISymbol variable) =>
        variable.ContainingAssembly is { } assembly && ClassesIn(assembly).TryGetValue(names.Id(variable), out var known) ? known : null;

    private IReadOnlyDictionary<string, LockClass> ClassesIn(IAssemblySymbol assembly) => _classes.GetOrAdd(assembly, one =>
    {
        var classes = new Dictionary<string, LockClass>(StringComparer.Ordinal);
        foreach (var used in In(one).Values.SelectMany(LocksOf).Select(used => used.Class).Where(used => !used.IsAssumed))
        {
            classes[used.Id] = used;
        }

        return classes;
    });

    private static IEnumerable<LockRef> LocksOf(MethodSummary summary) =>
        summary.Events.SelectMany(happened => happened.Within.Select(held => held.Lock).Append(happened.Lock)).Concat(summary.Net.Touched);

    private bool TryGet(IMethodSymbol method, out MethodSummary summary)
    {
        summary = MethodSummary.None;
        if (method.ContainingAssembly is not { } assembly || In(assembly) is not { Count: > 0 } known)
        {
            return false;
        }

        var isKnown = known.TryGetValue(names.Id(SourceLocator.DefinitionOf(method)), out var found);
        summary = found ?? MethodSummary.None;
        return isKnown;
    }

    // Source assemblies are never asked: their attributes would have to be bound.
    private static string? TextOf(IAssemblySymbol assembly)
    {
        if (assembly is ISourceAssemblySymbol)
        {
            return null;
        }

        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute is { AttributeClass: { Name: AttributeName, ContainingType: null, ContainingNamespace: { Name: AttributeNamespace, ContainingNamespace.IsGlobalNamespace: true } } }
                && attribute.ConstructorArguments.Length == 1)
            {
                return attribute.ConstructorArguments[0].Value as string;
            }
        }

        return null;
    }
}
