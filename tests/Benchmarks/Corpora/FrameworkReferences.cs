using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Benchmarks.CommandLine;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>What a corpus is compiled against: the reference packs of the installed SDK, and what the command line adds.</summary>
internal static class FrameworkReferences
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>The framework alone.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = With([]);

    /// <summary>The framework and more; of two assemblies of one name, the framework's.</summary>
    public static ImmutableArray<MetadataReference> With(ImmutableArray<string> paths) =>
    [
        .. Packs.SelectMany(FilesOf).Concat(paths.SelectMany(Assemblies)).DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static IEnumerable<string> Assemblies(string path) => (Directory.Exists(path) ? Directory.GetFiles(path, "*.dll") : [path]).Where(IsManaged);

    private static string[] FilesOf(string name)
    {
        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>, the packs beside it.
        var root = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName ?? string.Empty;
        var versions = Path.Combine(root, "packs", name);
        if (!Directory.Exists(versions))
        {
            return name == Packs[0] ? throw new UsageException($"the SDK has no reference pack '{name}'") : [];
        }

        var newest = Directory.EnumerateDirectories(versions).MaxBy(folder => Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version(0, 0));
        return [.. Directory.EnumerateDirectories(Path.Combine(newest!, "ref")).SelectMany(folder => Directory.GetFiles(folder, "*.dll"))];
    }

    private static bool IsManaged(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            return image.HasMetadata && image.GetMetadataReader().IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
