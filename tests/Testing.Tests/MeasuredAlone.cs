namespace MmAnalyzers.Testing.Tests;

/// <summary>Tests that run while no other does, because they measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "alone";
}
