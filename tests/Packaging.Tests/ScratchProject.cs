using System.Text.Json;

namespace MmAnalyzers.Packaging.Tests;

/// <summary>A user's project in a folder of its own: made from a sample's sources, with one package of the feed.</summary>
internal sealed class ScratchProject
{
    private readonly string _folder;

    /// <summary>An empty project that has a package.</summary>
    public ScratchProject(PackedFeed feed, string packageId)
    {
        _folder = Path.Combine(feed.Root, "scratch-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "Scratch.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{feed.Folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{feed.PackagesFolder}</RestorePackagesPath>
                <ErrorLog>found.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{packageId}" Version="[{feed.Version}]" />
              </ItemGroup>
            </Project>
            """);
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

    /// <summary>Applies the code fixes of an id, as a user does from the command line.</summary>
    public Task<(int ExitCode, string Output)> FormatAsync(string id, params string[] more) =>
        Dotnet.RunAsync(_folder, ["format", "analyzers", "Scratch.csproj", "--no-restore", "--severity", "info", "--diagnostics", id, .. more]);
}
