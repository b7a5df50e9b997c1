using System.IO.Compression;
using System.Reflection;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>
/// All packages of the repository, packed once for all tests under a version of their own, so that no package cached earlier can take their place.
/// </summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly string[] Projects =
        ["tools/Package/MmAnalyzers.Package.csproj", "runtime/MmRuntime.csproj", "runtime/Annotations/MmRuntime.Annotations.csproj"];

    /// <summary>Outside the repository: inside, central package versions and the .editorconfig would reach the scratch projects.</summary>
    public string Root { get; } = Path.Combine(Path.GetTempPath(), "mmanalyzers-" + Guid.NewGuid().ToString("N"));

    /// <summary>The version of this run.</summary>
    public string Version { get; } = "0.1.0-test." + Guid.NewGuid().ToString("N");

    /// <summary>Folder that holds the packages.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>Where restored packages go: never into the user's cache.</summary>
    public string PackagesFolder => Path.Combine(Root, "packages");

    internal static string RepoRoot => Metadata("RepoRoot");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var project in Projects)
        {
            await PackAsync(project, Folder);
        }
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Packs a project once more, under the same version, into another folder.</summary>
    public Task PackAgainAsync(string folder) => PackAsync(Projects[0], folder);

    /// <summary>A scratch project that will use these packages.</summary>
    internal ScratchProject NewProject(string packageId) => new(this, packageId);

    /// <summary>Entries of a package with their content, without those that NuGet makes up anew each time.</summary>
    internal SortedDictionary<string, byte[]> Open(string packageId, string? folder = null)
    {
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var archive = ZipFile.OpenRead(Path.Combine(folder ?? Folder, $"{packageId}.{Version}.nupkg"));
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal)
            && !entry.FullName.StartsWith("package/", StringComparison.Ordinal) && entry.FullName != "[Content_Types].xml"))
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            entries.Add(entry.FullName, content.ToArray());
        }

        return entries;
    }

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private async Task PackAsync(string project, string folder)
    {
        var (exitCode, output) = await Dotnet.RunAsync(
            RepoRoot, "pack", project, "--no-build", "-c", Metadata("Configuration"), "-o", folder, "-p:Version=" + Version, "-nodeReuse:false", "-v", "q");
        Assert.True(exitCode == 0, output);
    }
}
