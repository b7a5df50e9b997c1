using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.TestKit;

/// <summary>What test sources are compiled against: the .NET 10 reference pack of the installed SDK, and the annotations.</summary>
public static class TestReferences
{
    private const string Framework = "net10.0";
    private const string AnnotationsFile = "MmRuntime.Annotations.dll";

    /// <summary>The framework and the annotations; the same objects for every test, which makes tests ten times faster.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
        [.. PackFiles().Append(Path.Combine(AppContext.BaseDirectory, AnnotationsFile)).Select(path => MetadataReference.CreateFromFile(path))];

    private static string[] PackFiles()
    {
        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>, the packs beside it.
        var root = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName ?? string.Empty;
        var pack = Directory.EnumerateDirectories(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), "10.*")
            .OrderBy(folder => Version.Parse(Path.GetFileName(folder).Split('-')[0]))
            .Last();
        return Directory.GetFiles(Path.Combine(pack, "ref", Framework), "*.dll");
    }
}
