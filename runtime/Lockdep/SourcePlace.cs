using System.Globalization;

namespace MmRuntime.Lockdep;

/// <summary>A place in source, as the compiler told a lock operation.</summary>
/// <param name="Path">The file; empty if not known.</param>
/// <param name="Line">The line.</param>
public readonly record struct SourcePlace(string Path, int Line)
{
    /// <summary>The file's name without folders.</summary>
    public string File
    {
        get
        {
            // Written by a compiler that may have run on another system: both separators.
            var path = Path ?? string.Empty;
            return path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Path) ? string.Empty : $"{File}:{Line.ToString(CultureInfo.InvariantCulture)}";
}
