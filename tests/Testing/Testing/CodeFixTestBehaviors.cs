namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks of code fixes that a test leaves out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    /// <summary>Every check is made.</summary>
    None = 0,

    /// <summary>No fix-all in a document.</summary>
    SkipFixAllInDocumentCheck = 1,

    /// <summary>No fix-all in a project.</summary>
    SkipFixAllInProjectCheck = 2,

    /// <summary>No fix-all in the solution.</summary>
    SkipFixAllInSolutionCheck = 4,

    /// <summary>No fix-all at all.</summary>
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,

    /// <summary>Only the first diagnostic is fixed, and nothing is fixed in bulk.</summary>
    FixOne = 8,

    /// <summary>A fix for a diagnostic that editors never show is allowed.</summary>
    SkipLocalDiagnosticCheck = 16,
}
