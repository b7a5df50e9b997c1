namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How one expected location is understood.</summary>
[Flags]
public enum DiagnosticLocationOptions
{
    /// <summary>As a span with both ends.</summary>
    None = 0,

    /// <summary>Only the start is compared.</summary>
    IgnoreLength = 1,

    /// <summary>As the number of a span that markup names; the start line holds the number.</summary>
    InterpretAsMarkupKey = 2,

    /// <summary>As a span that the analyzer marks as unnecessary code.</summary>
    UnnecessaryCode = 4,
}
