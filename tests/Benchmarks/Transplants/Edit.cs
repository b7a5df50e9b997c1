using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Text that is put in.</summary>
/// <param name="Tree">Into which file.</param>
/// <param name="Position">Where.</param>
/// <param name="Text">What.</param>
internal sealed record Edit(SyntaxTree Tree, int Position, string Text)
{
    /// <summary>File and line.</summary>
    public string Place => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(Tree.FilePath)}:{Tree.GetText().Lines.GetLinePosition(Position).Line + 1}");
}
