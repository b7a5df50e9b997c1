using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Source;

/// <summary>What one syntax tree says without being bound; immutable, and free of symbols, so it outlives the compilation it was made for.</summary>
/// <remarks>
/// The analyzer keeps one provider in an instance field, for the driver caches values by provider and tree across compilations, so an edit
/// costs the index of one tree:
/// <code>
/// private readonly SyntaxTreeValueProvider&lt;TreeIndex&gt; _indexes = new(TreeIndex.Of);
/// private readonly ProgramMemory _programs = new();
///
/// private void Start(CompilationStartAnalysisContext context)
/// {
///     var program = _programs.Of(
///         context.Compilation,
///         tree => context.TryGetValue(tree, _indexes, out var index) ? index : TreeIndex.Of(tree),
///         context.CancellationToken);
/// }
/// </code>
/// </remarks>
internal sealed class TreeIndex
{
    /// <summary>The tree.</summary>
    public required SyntaxTree Tree { get; init; }

    /// <summary>The distinct names its members use.</summary>
    public required NameTable Names { get; init; }

    /// <summary>Its members, in order of position.</summary>
    public required ImmutableArray<MemberEntry> Members { get; init; }

    /// <summary>Its type declarations, in order of position.</summary>
    public required ImmutableArray<TypeEntry> Types { get; init; }

    /// <summary>Assignments and initialisers of fields and properties, in order of position; by name only, so locals are among them.</summary>
    public required ImmutableArray<NamedUse> Assignments { get; init; }

    /// <summary>What may be event subscriptions, in order of position.</summary>
    public required ImmutableArray<NamedUse> Subscriptions { get; init; }

    /// <summary>What may be method groups, in order of position.</summary>
    public required ImmutableArray<NamedUse> MethodGroups { get; init; }

    /// <summary>What may start concurrent work, in order of position.</summary>
    public required ImmutableArray<NamedUse> Concurrency { get; init; }

    /// <summary>The index of a tree, made from its syntax alone.</summary>
    public static TreeIndex Of(SyntaxTree tree) => new TreeIndexBuilder(tree).Build();

    /// <summary>The innermost member whose declaration contains the span; null outside members.</summary>
    public MemberEntry? MemberAt(TextSpan span)
    {
        var low = 0;
        var high = Members.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Members[middle].Span.Start <= span.Start ? (middle + 1, high) : (low, middle);
        }

        // Members nest (an accessor in a property, all in a primary constructor's type): the last that starts before the span and contains it is the innermost.
        for (var i = low - 1; i >= 0; i--)
        {
            if (Members[i].Span.Contains(span))
            {
                return Members[i];
            }
        }

        return null;
    }
}
