using System.Reflection;

namespace MmAnalyzers.Conventions.Tests;

/// <summary>The files of the repository, as a checkout has them.</summary>
internal static class Repo
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", ".git", ".vs", ".idea"];
    private static readonly string[] SourceFolders = ["analyzers", "codefixes", "runtime", "samples", "tests", "tools"];

    /// <summary>Absolute folder of the checkout that this assembly was built from.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepoRoot").Value!);

    /// <summary>Absolute path of a file named relative to the root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Content of a file named relative to the root.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files below a folder whose names end in <paramref name="suffix"/>, relative to the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string folder, string suffix)
    {
        var found = new List<string>();
        if (Directory.Exists(PathOf(folder)))
        {
            Collect(new DirectoryInfo(PathOf(folder)), suffix, found);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>Every C# source of the product, its tests, tools and samples.</summary>
    public static IReadOnlyList<string> Sources() =>
        [.. SourceFolders.SelectMany(folder => Files(folder, ".cs"))];

    private static void Collect(DirectoryInfo folder, string suffix, List<string> found)
    {
        found.AddRange(folder.EnumerateFiles()
            .Where(file => file.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/')));
        foreach (var child in folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)))
        {
            Collect(child, suffix, found);
        }
    }
}
