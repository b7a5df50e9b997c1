using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Collects what annotations say of the order of lock classes.</summary>
internal sealed class DeclaredOrderReader(AnnotationReader annotations)
{
    private readonly List<AnnotationLockClass> _ranked = [];
    private readonly List<DeclaredOrderStep> _steps = [];

    /// <summary>Classes to which two declarations give different ranks; filled by <see cref="Read"/>.</summary>
    public List<DeclaredOrderContradiction> RankConflicts { get; } = [];

    /// <summary>Classes that have a rank, perhaps with none beside it; filled by <see cref="Read"/>.</summary>
    public IEnumerable<string> RankedIds => _ranked.Select(declared => declared.Id);

    /// <summary>The steps that the symbols declare, in canonical order. Each symbol may be an assembly, a type or a member.</summary>
    public ImmutableArray<DeclaredOrderStep> Read(IEnumerable<ISymbol> annotated)
    {
        foreach (var symbol in annotated)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                ReadSteps(symbol, AnnotationVocabulary.NameOf(attribute), new AnnotationArguments(attribute));
            }

            _ranked.AddRange(AnnotationLockClass.AllOn(symbol).Where(declared => declared.Rank != 0));
        }

        foreach (var hierarchy in _ranked.GroupBy(declared => declared.Hierarchy, StringComparer.Ordinal))
        {
            AddRanks(hierarchy);
        }

        _steps.Sort(DeclaredOrderStep.Compare);
        return _steps.ToImmutableArray();
    }

    private void ReadSteps(ISymbol symbol, string? attribute, AnnotationArguments arguments)
    {
        if (attribute == AnnotationVocabulary.LockOrder)
        {
            Add(Self(symbol), Resolve(arguments.Text("Before"), symbol), arguments.LocationOf("Before"));
            Add(Resolve(arguments.Text("After"), symbol), Self(symbol), arguments.LocationOf("After"));
        }
        else if (attribute == AnnotationVocabulary.LockOrderChain)
        {
            var locks = arguments.Texts("Locks");
            for (var i = 1; i < locks.Length; i++)
            {
                Add(Resolve(locks[i - 1].Text, symbol), Resolve(locks[i].Text, symbol), locks[i].Location);
            }
        }
    }

    private void Add((string Id, string Name)? before, (string Id, string Name)? after, Location location)
    {
        if (before is { } outer && after is { } inner)
        {
            _steps.Add(new(outer.Id, inner.Id, $"'{outer.Name}' is before '{inner.Name}'", location));
        }
    }

    private (string Id, string Name)? Resolve(string? text, ISymbol anchor)
    {
        if (text is null)
        {
            return null;
        }

        var reference = annotations.Resolver.Resolve(text, anchor);
        return reference switch
        {
            { Root: LockContractRoot.Class } => (AnnotationLockClass.IdOf(text), text),
            { LockMember: { } member } => Self(member),
            { Root: LockContractRoot.This } => Self(anchor),
            _ => null,
        };
    }

    private (string Id, string Name) Self(ISymbol symbol) =>
        annotations.LockClassOf(symbol) is { } named
            ? (named.Id, named.Name)
            // A property that only returns a field is that field, as lock identity has it.
            : symbol is IPropertySymbol { GetMethod: { } getter } && TrivialGetter.FieldReturnedBy(getter) is { } field
            ? Self(field)
            : (annotations.ClassIdOf(symbol), SymbolNames.Of(symbol));

    private void AddRanks(IEnumerable<AnnotationLockClass> hierarchy)
    {
        var levels = new SortedDictionary<int, List<AnnotationLockClass>>();
        foreach (var declarations in hierarchy.GroupBy(declared => declared.Name, StringComparer.Ordinal))
        {
            var ordered = declarations.OrderBy(declared => declared.Rank).ToArray();
            ReportConflict(ordered);

            // The lowest counts, so that ranks alone never make a circle.
            if (!levels.TryGetValue(ordered[0].Rank, out var level))
            {
                levels.Add(ordered[0].Rank, level = []);
            }

            level.Add(ordered[0]);
        }

        List<AnnotationLockClass> outer = [];
        foreach (var inner in levels.Values)
        {
            _steps.AddRange(outer.SelectMany(before => inner.Select(after => RankStep(before, after))));
            outer = inner;
        }
    }

    private static DeclaredOrderStep RankStep(AnnotationLockClass before, AnnotationLockClass after) =>
        new(before.Id, after.Id, $"'{before.Name}' (rank {before.Rank}) is before '{after.Name}' (rank {after.Rank})", after.RankLocation)
        {
            IsFromRanks = true,
        };

    // Roles of one class may have ranks of their own.
    private void ReportConflict(AnnotationLockClass[] ordered)
    {
        var conflicting = ordered.GroupBy(declared => declared.Subclass).FirstOrDefault(role => role.Select(declared => declared.Rank).Distinct().Count() > 1);
        if (conflicting is not null)
        {
            RankConflicts.Add(new(conflicting
                .Select(declared => new DeclaredOrderStep(declared.Id, declared.Id, $"'{declared.Name}' has rank {declared.Rank}", declared.RankLocation) { IsFromRanks = true })
                .ToImmutableArray()));
        }
    }
}
