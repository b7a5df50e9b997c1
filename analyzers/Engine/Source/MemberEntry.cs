using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Source;

/// <summary>One member as its syntax shows it: where it is, what it is called and which names it uses. Lambdas and local functions belong to their member.</summary>
internal sealed class MemberEntry
{
    /// <summary>The tree that declares the member.</summary>
    public required SyntaxTree Tree { get; init; }

    /// <summary>The span of the declaration.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The kind of the declaring node; with <see cref="Span"/> it names exactly one node.</summary>
    public required SyntaxKind Syntax { get; init; }

    /// <summary>The simple name: of a constructor its type's, of an accessor its property's, <c>this[]</c> for indexers, <c>operator</c> for operators.</summary>
    public required string Name { get; init; }

    /// <summary>The simple name of the declaring type, empty for top-level statements.</summary>
    public required string ContainingType { get; init; }

    /// <summary>What the member is.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>What its names and statements hint at.</summary>
    public required TokenKinds Tokens { get; init; }

    /// <summary>The simple names of its attributes, without the suffix <c>Attribute</c>, in ordinal order.</summary>
    public required ImmutableArray<string> Attributes { get; init; }

    /// <summary>The names of its tree.</summary>
    public required NameTable Table { get; init; }

    /// <summary>The numbers, in <see cref="Table"/>, of the names it uses; ascending.</summary>
    public required ImmutableArray<int> UsedNumbers { get; init; }

    /// <summary>The numbers of the names among them that it calls or creates an object of; ascending.</summary>
    public required ImmutableArray<int> CalledNumbers { get; init; }

    /// <summary>Whether a lock may be taken or released in the member itself.</summary>
    public bool HasLockToken => (Tokens & TokenKinds.AnyLock) != 0;

    /// <summary>Whether the member itself may wait.</summary>
    public bool HasWaitToken => (Tokens & TokenKinds.Wait) != 0;

    /// <summary>The names it uses, in ordinal order.</summary>
    public IEnumerable<string> Identifiers => UsedNumbers.Select(number => Table.Names[number]);

    /// <summary>Whether it uses the name.</summary>
    public bool Uses(string name)
    {
        var number = Table.NumberOf(name);
        return number >= 0 && UsedNumbers.BinarySearch(number) >= 0;
    }

    /// <summary>Whether it calls the name of this number, or creates an object of it.</summary>
    public bool Calls(int number) => CalledNumbers.BinarySearch(number) >= 0;

    /// <summary>The declaration itself; null only for a declaration without any text.</summary>
    public SyntaxNode? GetNode(CancellationToken cancellationToken) => SyntaxPlace.Find(Tree, Span, Syntax, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => ContainingType.Length == 0 ? Name : ContainingType + "." + Name;
}
