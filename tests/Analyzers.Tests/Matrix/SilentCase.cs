using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Tests.Matrix;

/// <summary>A sound program which a simpler analysis would report.</summary>
/// <param name="Name">What it is and why it is sound, as a sentence.</param>
/// <param name="Source">The program.</param>
internal sealed record SilentCase(string Name, string Source)
{
    /// <summary>Library or program.</summary>
    public OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;
}
