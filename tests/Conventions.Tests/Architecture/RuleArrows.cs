namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>Arrows that are about kinds of types and not about folders.</summary>
internal static class RuleArrows
{
    private const string Fixes = "codefixes";

    /// <summary>Which assembly a type lies in, as a room.</summary>
    public static string? AssemblyOf(NamedType type) =>
        type.Namespace.StartsWith("MmAnalyzers.CodeFixes", StringComparison.Ordinal) ? Fixes
        : type.Namespace.StartsWith("MmAnalyzers", StringComparison.Ordinal) ? "analyzers"
        : null;

    /// <summary>Rules that name another rule; what they share lies in a class of its own.</summary>
    public static IEnumerable<string> BetweenRules(DependencyGraph graph) =>
        graph.Dependencies.Where(dependency => IsRule(dependency.Source) && IsRule(dependency.Target)).Select(dependency => dependency.ToString());

    /// <summary>What code fixes name of the analyzers besides constants (ids, keys of diagnostic properties).</summary>
    public static IEnumerable<string> FromFixes(DependencyGraph graph) =>
        graph.Dependencies.Where(dependency => dependency.From == Fixes && dependency.To != Fixes && !dependency.IsConstant).Select(dependency => dependency.ToString());

    private static bool IsRule(NamedType type) => type.BaseName == "LockRule";
}
