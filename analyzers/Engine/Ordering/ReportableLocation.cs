using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Places in a form that the compilation under analysis accepts in a diagnostic.</summary>
internal static class ReportableLocation
{
    /// <summary>Whether a diagnostic may have its primary location there.</summary>
    public static bool IsIn(Compilation compilation, Location location) =>
        location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);

    /// <summary>
    /// The place itself or, in a file of another project, the same file and lines without the tree: the compiler rejects trees that are not its own.
    /// </summary>
    public static Location Of(Compilation compilation, Location location)
    {
        if (location.SourceTree is null || IsIn(compilation, location))
        {
            return location;
        }

        var lines = location.GetLineSpan();
        return Location.Create(lines.Path, location.SourceSpan, lines.Span);
    }
}
