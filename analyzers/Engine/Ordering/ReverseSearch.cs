using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// For an editor, which analyses one body: what is taken elsewhere while a given lock is held. Only members that name the lock are looked at.
/// </summary>
internal sealed class ReverseSearch(ProgramAnalysis program, EdgeCollector collector)
{
    private readonly ConcurrentDictionary<LockClass, ImmutableArray<LockEdge>> _known = new();
    private readonly ConcurrentDictionary<LockClass, bool> _written = new();

    /// <summary>Edges out of a lock class, from at most as many members as the budget allows, in canonical order.</summary>
    public ImmutableArray<LockEdge> EdgesOutOf(LockClass held, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(held, out var known))
        {
            return known;
        }

        var edges = MembersNaming(held, cancellationToken).SelectMany(member => collector.EdgesOf(member, cancellationToken)).Where(edge => edge.From.Lock.Class.Equals(held));
        return _known.GetOrAdd(held, edges.ToImmutableArray());
    }

    /// <summary>Whether one of those members takes the class exclusively.</summary>
    public bool IsWritten(LockClass lockClass, CancellationToken cancellationToken) => _written.TryGetValue(lockClass, out var known)
        ? known
        : _written.GetOrAdd(lockClass, MembersNaming(lockClass, cancellationToken).Any(member => collector.IsWrittenIn(member, lockClass, cancellationToken)));

    private IEnumerable<ISymbol> MembersNaming(LockClass held, CancellationToken cancellationToken)
    {
        foreach (var entry in EntriesNaming(held).Take(program.Budgets.ReverseBodies))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (program.Binder.SymbolOf(entry, cancellationToken) is { } member)
            {
                yield return member;
            }
        }
    }

    private IEnumerable<MemberEntry> EntriesNaming(LockClass held)
    {
        var name = held.Name[(held.Name.LastIndexOf('.') + 1)..];
        var naming = program.Program.CallersOf(name).Where(entry => entry.HasLockToken);
        return OwnerOf(held) is { } owner ? naming.Where(entry => IsWithin(owner, entry)) : naming;
    }

    // Half of a program calls its lock `_gate`; which of them is meant, a private field's type tells without binding any body.
    private INamedTypeSymbol? OwnerOf(LockClass held) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(held.Id, program.Binder.Compilation) is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            ? field.ContainingType
            : null;

    private static bool IsWithin(INamedTypeSymbol type, MemberEntry entry) =>
        type.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == entry.Tree && declaration.Span.Contains(entry.Span));
}
