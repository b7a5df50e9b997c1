using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>
/// Reads what annotations say of a symbol. One per compilation; safe for concurrent use. Costs one look into a namespace, and no look at any attribute, in
/// a compilation that knows none of the attributes.
/// </summary>
internal sealed class AnnotationReader
{
    private readonly ConcurrentDictionary<ISymbol, LockContract> _contracts = new(SymbolEqualityComparer.Default);
    private readonly SymbolNames _names = new();
    private readonly AnnotationAssemblies _assemblies;
    private readonly Compilation _compilation;
    private readonly Lazy<ImmutableDictionary<string, ImmutableArray<AnnotationLockClass>>> _lockClasses;

    public AnnotationReader(Compilation compilation, StatedContracts? stated = null)
    {
        _compilation = compilation;
        Stated = stated ?? StatedContracts.None;
        _assemblies = new AnnotationAssemblies(compilation);
        _lockClasses = new(ReadLockClasses);
        Resolver = new AnnotationResolver(new AnnotationTypeNames(compilation, _assemblies));
    }

    /// <summary>Whether anything can be said at all: by an attribute of the vocabulary, or in a locks file. If not, every answer is "nothing is said".</summary>
    public bool AnyAnnotations => _assemblies.Any || !Stated.IsEmpty;

    /// <summary>What locks files say.</summary>
    public StatedContracts Stated { get; }

    /// <summary>Gives texts in annotations their meaning.</summary>
    public AnnotationResolver Resolver { get; }

    /// <summary>
    /// Every lock class that is declared here or visible in a reference, by name; several declarations of one name stay side by side. The first question
    /// walks the whole project: not for editors.
    /// </summary>
    public IReadOnlyDictionary<string, ImmutableArray<AnnotationLockClass>> LockClasses => _lockClasses.Value;

    /// <summary>
    /// The contract of a method, property, event, field, parameter or type: its own clauses or, if it has none, those of the member it overrides or
    /// implements. An accessor also has those of its property. What a locks file says of a method stands for its annotations.
    /// </summary>
    public LockContract ContractOf(ISymbol symbol)
    {
        if (!AnyAnnotations)
        {
            return LockContract.Empty;
        }

        var definition = (symbol is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : symbol).OriginalDefinition;
        return _contracts.GetOrAdd(definition, Read);
    }

    /// <summary>The lock class that a field, property, parameter or type belongs to by name: its own, else that of its type; null if neither has one.</summary>
    public AnnotationLockClass? LockClassOf(ISymbol symbol)
    {
        if (!_assemblies.Any)
        {
            return null;
        }

        return Declared(symbol.OriginalDefinition) ?? (AnnotationScope.TypeOf(symbol) is { } type ? OfType(type) : OfType(symbol as ITypeSymbol));
    }

    /// <summary>Identity of the lock class: <c>L:name</c>, or the documentation id of the symbol.</summary>
    public string ClassIdOf(ISymbol symbol) => LockClassOf(symbol)?.Id ?? symbol switch
    {
        // A primary constructor's parameter is a field in all but name; lock identity calls it so.
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type } } => $"{_names.Id(type)}.#{symbol.Name}",
        _ => _names.Id(symbol),
    };

    /// <summary>Whether a reference names something: a lock-class name only if some annotation declares it.</summary>
    public bool IsResolved(LockContractReference reference) => reference.Root switch
    {
        LockContractRoot.Unresolved => false,
        LockContractRoot.Class => LockClasses.ContainsKey(reference.Text),
        _ => true,
    };

    /// <summary>Whether some type or member of the project has this name.</summary>
    public bool IsNameInSource(string name) => _compilation.ContainsSymbolsWithName(name, SymbolFilter.TypeAndMember);

    /// <summary>All symbols that may bear annotations: the project's own and those that its references show.</summary>
    public IEnumerable<ISymbol> AnnotatedSymbols(bool withReferences, CancellationToken cancellationToken)
    {
        if (!_assemblies.Any)
        {
            return [];
        }

        var own = AnnotationWalker.SymbolsOf(_compilation.Assembly, isOwn: true, cancellationToken);
        return withReferences
            ? own.Concat(_assemblies.References.SelectMany(reference => AnnotationWalker.SymbolsOf(reference, isOwn: false, cancellationToken)))
            : own;
    }

    private AnnotationLockClass? OfType(ITypeSymbol? type)
    {
        for (var level = type?.OriginalDefinition; level is not null; level = level.BaseType?.OriginalDefinition)
        {
            if (Declared(level) is { } declared)
            {
                return declared;
            }
        }

        return null;
    }

    private AnnotationLockClass? Declared(ISymbol symbol) =>
        _assemblies.IsAnnotated(symbol.ContainingAssembly) ? AnnotationLockClass.DeclaredOn(symbol) : null;

    private LockContract Read(ISymbol symbol)
    {
        var own = ReadOwn(symbol);
        return own.IsEmpty ? Inherited(symbol) : new LockContract(own);
    }

    private ImmutableArray<LockContractClause> ReadOwn(ISymbol symbol)
    {
        if (symbol is IMethodSymbol method && Stated.Of(method, Resolver) is { IsEmpty: false } stated)
        {
            return stated;
        }

        if (!_assemblies.IsAnnotated(symbol.ContainingAssembly))
        {
            return ImmutableArray<LockContractClause>.Empty;
        }

        var clauses = AnnotationClauses.Of(symbol, Resolver);
        return symbol is IMethodSymbol { AssociatedSymbol: { } associated } ? AnnotationClauses.Of(associated, Resolver).AddRange(clauses) : clauses;
    }

    private LockContract Inherited(ISymbol symbol)
    {
        foreach (var origin in AnnotationInheritance.OriginsOf(symbol))
        {
            if (ContractOf(origin) is { IsEmpty: false } contract)
            {
                return contract;
            }
        }

        return LockContract.Empty;
    }

    private ImmutableDictionary<string, ImmutableArray<AnnotationLockClass>> ReadLockClasses() =>
        AnnotatedSymbols(withReferences: true, CancellationToken.None)
            .SelectMany(AnnotationLockClass.AllOn)
            .GroupBy(declared => declared.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
}
