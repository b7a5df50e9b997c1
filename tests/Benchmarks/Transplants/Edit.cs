using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Text that is put in.</summary>
/// <param name="Tree">Into which file.</param>
/// <param name="Position">Where.</param>
/// <param name="Text">What.</param>
internal sealed record Edit(SyntaxTree Tree, int Position, string Text);
