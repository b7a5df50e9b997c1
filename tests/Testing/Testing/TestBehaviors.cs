namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks that a test leaves out.</summary>
[Flags]
public enum TestBehaviors
{
    /// <summary>Every check is made.</summary>
    None = 0,

    /// <summary>The sources are not analysed a second time as generated code.</summary>
    SkipGeneratedCodeCheck = 1,

    /// <summary>The sources are not analysed a second time with the rules disabled by a pragma.</summary>
    SkipSuppressionCheck = 2,

    /// <summary>What source generators wrote is not compared.</summary>
    SkipGeneratedSourcesCheck = 4,
}
