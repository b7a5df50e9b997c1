namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A package and its version.</summary>
/// <param name="Id">The package's name.</param>
/// <param name="Version">The exact version.</param>
public sealed record PackageIdentity(string Id, string Version);
