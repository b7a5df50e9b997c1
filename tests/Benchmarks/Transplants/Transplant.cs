using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>One deadlock to be put into the code.</summary>
/// <param name="Kind">Which sort.</param>
/// <param name="Edits">What is put in where.</param>
/// <param name="Types">The types that it touches; no other transplant of the same copy does.</param>
/// <param name="Members">The members that take part.</param>
internal sealed record Transplant(TransplantKind Kind, ImmutableArray<Edit> Edits, ImmutableArray<INamedTypeSymbol> Types, ImmutableArray<IMethodSymbol> Members)
{
    /// <summary>The rules of which one must speak.</summary>
    public ImmutableArray<string> Expected => Kind switch
    {
        TransplantKind.SelfDeadlock => ["MM1003", "MM1005"],
        TransplantKind.Leak => ["MM2001"],
        _ => ["MM1002"],
    };

    /// <summary>Where it is, for people.</summary>
    public string Place => $"{Edits[0].Place} {Members[0].ToDisplayString()}";

    /// <summary>What was put in, an entry for each place: enough to do it again by hand.</summary>
    public IEnumerable<string> Recipe => Edits.Select(edit => $"{edit.Place} {edit.Text.Trim()}");
}
