namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What is not compared of one expected diagnostic.</summary>
[Flags]
public enum DiagnosticOptions
{
    /// <summary>Everything that was stated is compared.</summary>
    None = 0,

    /// <summary>Only the first location is compared.</summary>
    IgnoreAdditionalLocations = 1,

    /// <summary>The severity is not compared.</summary>
    IgnoreSeverity = 2,
}
