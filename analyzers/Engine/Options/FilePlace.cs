using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Options;

/// <summary>A place in a file that is not C#.</summary>
/// <param name="Path">The file.</param>
/// <param name="Span">The span in it.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record FilePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The line, as people count.</summary>
    public int Line => Lines.Start.Line + 1;

    /// <summary>The place as diagnostics want it.</summary>
    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
