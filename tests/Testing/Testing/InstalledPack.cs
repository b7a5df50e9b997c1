using System.Runtime.InteropServices;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Reference packs that came with the SDK.</summary>
internal static class InstalledPack
{
    /// <summary>The files of a framework's pack, of its newest installed version.</summary>
    public static IEnumerable<string> Assemblies(string targetFramework)
    {
        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        var newest = (Directory.Exists(packs) ? Directory.GetDirectories(packs) : [])
            .Select(pack => Path.Combine(pack, "ref", targetFramework))
            .Where(Directory.Exists)
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
        return newest is null
            ? throw new InvalidOperationException($"No reference pack for {targetFramework} in '{packs}'.")
            : Directory.GetFiles(newest, "*.dll").Order(StringComparer.Ordinal);
    }
}
