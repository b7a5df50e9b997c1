using System.Text.Json;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>A user's project in a folder of its own: made from a sample's sources, with one package of the feed.</summary>
internal sealed class ScratchProject
{
    private readonly PackedFeed _feed;
    private readonly string _packageId;
    private readonly string _folder;

    /// <summary>An empty project that has a package.</summary>
    public ScratchProject(PackedFeed feed, string packageId)
    {
        _feed = feed;
        _packageId = packageId;
        _folder = Path.Combine(feed.Root, "scratch-" + Guid.NewGuid().ToString("N")[..8]);
        WriteProject(_folder, "Scratch", "Exe", string.Empty);
    }

    /// <summary>References a second project of one source, which has the package too.</summary>
    public ScratchProject WithLibrary(string text)
    {
        // Beside the project, not inside: its source would belong to both.
        WriteProject(_folder + "-library", "Library", "Library", string.Empty);
        File.WriteAllText(Path.Combine(_folder + "-library", "Library.cs"), text);
        WriteProject(_folder, "Scratch", "Exe", $"<ProjectReference Include=\"{_folder}-library/Library.csproj\" />");
        return this;
    }

    /// <summary>Copies the sources of a sample.</summary>
    public ScratchProject WithSample(string sample, Func<string, bool>? isWanted = null)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(PackedFeed.RepoRoot, "samples", sample), "*.cs"))
        {
            var name = Path.GetFileName(file);
            if (isWanted?.Invoke(name) ?? true)
            {
                File.Copy(file, Path.Combine(_folder, name));
            }
        }

        return this;
    }

    /// <summary>Adds a source.</summary>
    public ScratchProject WithSource(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return this;
    }

    /// <summary>Builds from scratch, with properties as on the command line.</summary>
    public async Task<BuildResult> BuildAsync(params string[] properties)
    {
        var (exitCode, output) = await Dotnet.RunAsync(
            _folder, ["build", "--no-incremental", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. properties.Select(property => "-p:" + property)]);
        var log = Path.Combine(_folder, "found.sarif");
        return new BuildResult(exitCode, output, File.Exists(log) ? JsonDocument.Parse(await File.ReadAllTextAsync(log)).RootElement : default);
    }

    /// <summary>The analyzers and generators that the package's own target hands to the compiler, as text.</summary>
    public async Task<string> AnalyzersAsync(params string[] properties)
    {
        var (exitCode, output) = await Dotnet.RunAsync(
            _folder, ["msbuild", "Scratch.csproj", "-nodeReuse:false", "-t:MmAnalyzersAddSummaries", "-getItem:Analyzer", .. properties.Select(property => "-p:" + property)]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Applies the code fixes of an id, as a user does from the command line.</summary>
    public Task<(int ExitCode, string Output)> FormatAsync(string id, params string[] more) =>
        Dotnet.RunAsync(_folder, ["format", "analyzers", "Scratch.csproj", "--no-restore", "--severity", "info", "--diagnostics", id, .. more]);

    private void WriteProject(string folder, string name, string outputType, string references)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{outputType}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{_feed.Folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{_feed.PackagesFolder}</RestorePackagesPath>
                <ErrorLog>found.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{_packageId}" Version="[{_feed.Version}]" />
                {references}
              </ItemGroup>
            </Project>
            """);
    }
}
