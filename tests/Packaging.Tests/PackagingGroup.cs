namespace MmAnalyzers.Packaging.Tests;

/// <summary>Tests that share one packed feed, and run one after the other: each starts a build of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PackagingGroup : ICollectionFixture<PackedFeed>
{
    /// <summary>Name of the group.</summary>
    public const string Name = "packaging";
}
