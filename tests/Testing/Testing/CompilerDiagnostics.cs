namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which of the compiler's own diagnostics a test has to declare.</summary>
public enum CompilerDiagnostics
{
    /// <summary>None: the source need not even compile.</summary>
    None = 0,

    /// <summary>Errors only; the default.</summary>
    Errors = 1,

    /// <summary>Warnings and everything above.</summary>
    Warnings = 2,

    /// <summary>Suggestions and everything above.</summary>
    Suggestions = 3,

    /// <summary>Everything, also what is hidden.</summary>
    All = 4,
}
