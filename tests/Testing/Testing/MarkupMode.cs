namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What markup in sources means.</summary>
public enum MarkupMode
{
    /// <summary>Nothing: it is code.</summary>
    None = 0,

    /// <summary>It is removed; no diagnostic is expected for it.</summary>
    Ignore = 1,

    /// <summary>Diagnostics that a fix removes are not expected, all others are.</summary>
    IgnoreFixable = 2,

    /// <summary>Diagnostics are expected where it stands.</summary>
    Allow = 3,
}
