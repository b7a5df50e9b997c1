using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>A lock reference of an annotation, resolved: which lock its text means where the annotation stands.</summary>
/// <param name="Text">The text, as written.</param>
/// <param name="Root">Where it starts.</param>
internal sealed record LockContractReference(string Text, LockContractRoot Root)
{
    /// <summary>The parameter's ordinal, if it starts at one.</summary>
    public int ParameterOrdinal { get; init; } = -1;

    /// <summary>The members from the root to the lock, outermost first; for <see cref="LockContractRoot.Member"/> the first is the member itself.</summary>
    public ImmutableArray<ISymbol> Members { get; init; } = ImmutableArray<ISymbol>.Empty;

    /// <summary>The member that is the lock, if there is one.</summary>
    public ISymbol? LockMember => Members.IsEmpty ? null : Members[Members.Length - 1];

    public override string ToString() => Root switch
    {
        LockContractRoot.Parameter => $"#{ParameterOrdinal}{Tail()}",
        LockContractRoot.Class => $"L:{Text}",
        _ => Root.ToString() + Tail(),
    };

    private string Tail() => string.Concat(Members.Select(member => "." + member.Name));
}
