using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>
/// The index of the compilation before, so that an edit costs what it changes. Forgetting anything changes no answer; nothing is kept longer than the
/// host keeps the trees.
/// </summary>
internal sealed class ProgramMemory
{
    // Whoever edits one end of a project finds the memory at the other.
    private readonly ConditionalWeakTable<SyntaxTree, Slot> _byFirst = new();
    private readonly ConditionalWeakTable<SyntaxTree, Slot> _byLast = new();

    /// <summary>The index of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="indexOf">The index of a tree that the compilation before did not have.</param>
    /// <param name="cancellationToken">Stops.</param>
    public ProgramIndex Of(Compilation compilation, Func<SyntaxTree, TreeIndex> indexOf, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // the one loop over all trees; everything else asks the index
        var trees = compilation.SyntaxTrees.ToImmutableArray();
#pragma warning restore RS0030
        if (trees.IsEmpty)
        {
            return new ProgramIndex([]);
        }

        var (first, last) = (_byFirst.GetOrCreateValue(trees[0]), _byLast.GetOrCreateValue(trees[^1]));
        var before = first.Program ?? last.Program;
        var indexes = ImmutableArray.CreateBuilder<TreeIndex>(trees.Length);
        foreach (var tree in trees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            indexes.Add(before?.IndexOf(tree) ?? indexOf(tree));
        }

        var program = new ProgramIndex(indexes.MoveToImmutable(), before);
        (first.Program, last.Program) = (program, program);
        return program;
    }

    private sealed class Slot
    {
        private ProgramIndex? _program;

        public ProgramIndex? Program
        {
            get => Volatile.Read(ref _program);
            set => Volatile.Write(ref _program, value);
        }
    }
}
