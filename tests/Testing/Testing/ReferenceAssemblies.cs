using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The framework that sources are compiled against. Nothing is ever downloaded: only installed reference packs are used.</summary>
public sealed record ReferenceAssemblies
{
    // One set of objects a process: Roslyn shares what it read only among equal objects, and reading costs ten times the test.
    private static readonly ConcurrentDictionary<ReferenceAssemblies, ImmutableArray<MetadataReference>> Resolved = new();

    private readonly ImmutableList<string> _assemblies = [];
    private readonly bool _hasPack;

    /// <summary>A framework by name; no assembly of it is referenced.</summary>
    public ReferenceAssemblies(string targetFramework)
    {
        TargetFramework = targetFramework;
    }

    private ReferenceAssemblies(string targetFramework, bool hasPack)
        : this(targetFramework)
    {
        _hasPack = hasPack;
    }

    /// <summary>The framework's name.</summary>
    public string TargetFramework { get; }

    /// <summary>Assembly files referenced beside the pack.</summary>
    public ImmutableArray<string> Assemblies => [.. _assemblies];

    /// <summary>What a test uses that says nothing.</summary>
    public static ReferenceAssemblies Default => Net.Net100;

    /// <summary>The same with further assembly files.</summary>
    public ReferenceAssemblies AddAssemblies(ImmutableArray<string> assemblies) => new(TargetFramework, _hasPack, _assemblies.AddRange(assemblies));

    /// <summary>Not possible here.</summary>
    public ReferenceAssemblies AddPackages(ImmutableArray<PackageIdentity> packages) =>
        throw new NotSupportedException($"This verifier restores no packages ({string.Join(", ", packages)}): add the assemblies to TestState.AdditionalReferences.");

    /// <summary>The references themselves; the same objects each time.</summary>
    public Task<ImmutableArray<MetadataReference>> ResolveAsync(string? language, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Resolved.GetOrAdd(this, static key => key.Resolve()));
    }

    /// <inheritdoc/>
    public bool Equals(ReferenceAssemblies? other) =>
        other is not null && TargetFramework == other.TargetFramework && _hasPack == other._hasPack && _assemblies.SequenceEqual(other._assemblies, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TargetFramework, _hasPack, _assemblies.Count);

    private ReferenceAssemblies(string targetFramework, bool hasPack, ImmutableList<string> assemblies)
        : this(targetFramework, hasPack)
    {
        _assemblies = assemblies;
    }

    private ImmutableArray<MetadataReference> Resolve()
    {
        var pack = _hasPack ? InstalledPack.Assemblies(TargetFramework) : [];
        return [.. pack.Concat(_assemblies).Select(path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The frameworks since .NET 8, as far as their reference packs are installed.</summary>
    public static class Net
    {
        /// <summary>.NET 8.</summary>
        public static ReferenceAssemblies Net80 { get; } = new("net8.0", hasPack: true);

        /// <summary>.NET 9.</summary>
        public static ReferenceAssemblies Net90 { get; } = new("net9.0", hasPack: true);

        /// <summary>.NET 10.</summary>
        public static ReferenceAssemblies Net100 { get; } = new("net10.0", hasPack: true);
    }
}
