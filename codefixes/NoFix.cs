namespace MmAnalyzers.CodeFixes;

/// <summary>Rules that have no fix on purpose, each with the reason; a rule is here or has a fix, never neither.</summary>
public static class NoFix
{
    /// <summary>Reason by rule id.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MM1002"] = "The same finding is reported in each body as MM1011, which carries the fix.",
        ["MM1003"] = "Which of the two acquisitions is the wrong one is the author's decision.",
        ["MM2002"] = "Removing either release can be wrong; the path that releases twice has to be read.",
        ["MM2012"] = "Whether a copy will do, or a lock for each element, is the author's decision.",
        ["MM9001"] = "Which of the contradicting declarations holds is the author's decision.",
        ["MM9002"] = "The name that was meant is not known.",
        ["MM9003"] = "Either the annotation or the body is wrong.",
        ["MM9005"] = "A report about the analysis, not about the code.",
        ["MM9006"] = "A report about a file that is not C#.",
        ["MM9007"] = "As above.",
    };
}
