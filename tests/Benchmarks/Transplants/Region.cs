using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Code that runs with a lock held which is a field of its own type.</summary>
/// <param name="Lock">The field.</param>
/// <param name="Member">Whose body it is.</param>
/// <param name="Tree">Where the code is.</param>
/// <param name="Extent">From the acquisition to the release.</param>
/// <param name="InsertAt">Where a statement can be put in that then runs with the lock held.</param>
internal sealed record Region(IFieldSymbol Lock, IMethodSymbol Member, SyntaxTree Tree, TextSpan Extent, int InsertAt)
{
    /// <summary>The primitive's class.</summary>
    public LockClass Class { get; init; }

    /// <summary>Whether readers share it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the lock is waited for with <c>await</c>.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether <c>await</c> may be written inside.</summary>
    public bool CanAwait { get; init; }

    /// <summary>Where a forgotten way out can be put in: before the release, if that is written out; else null.</summary>
    public int? LeakAt { get; init; }

    /// <summary>Whether another section lies within this one.</summary>
    public bool Surrounds(Region other) => other != this && Tree == other.Tree && Extent.Contains(other.Extent);
}
