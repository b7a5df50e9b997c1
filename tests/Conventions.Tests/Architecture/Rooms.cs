namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>The order of rooms, lowest first: code may name what stands before it, never what stands behind.</summary>
internal sealed class Rooms(IReadOnlyList<string> order)
{
    /// <summary>The static engine and its rules. <c>Flow</c> knows no locks; a rule can be deleted without touching the engine.</summary>
    public static readonly Rooms Analyzers = new(
    [
        "Budgets", "Options", "Flow", "Source", "Symbols", "Locks", "Obligations", "Dataflow", "Calls", "Summaries", "Waits", "Ordering",
        "LockAnalysis", "Rules", "Rules.*", "RuleCatalogue", "LockAnalyzer",
    ]);

    /// <summary>The simulated core: concepts that depend on nothing first, operations that tie all together last.</summary>
    public static readonly Rooms Runtime = new(
    [
        "Annotations", "Seam", "MmUsageException", "MmError", "Atomics", "Lockdep", "Time", "Scheduling", "Cpus", "Locking", "Deferred", "Physical", "Machine", "Exploration", "PageTables", "AddressSpaces", "PageCache",
        "Rmap", "Tlb", "Operations", "Gup", "Notifier", "Views", "Hugetlb", "Kfence", "LockOrder",
    ]);

    /// <summary>The room of a type of the analyzer assembly; null for compiler polyfills and everything foreign.</summary>
    public static string? OfAnalyzers(NamedType type) => type.Namespace switch
    {
        "MmAnalyzers" => "LockAnalyzer",
        "MmAnalyzers.Engine" => type.Name == "Budgets" ? "Budgets" : "LockAnalysis",
        "MmAnalyzers.Rules" => type.Name == "RuleCatalogue" ? "RuleCatalogue" : "Rules",
        _ => Below("MmAnalyzers.Engine.", type.Namespace) ?? (Below("MmAnalyzers.Rules.", type.Namespace) is { } theme ? "Rules." + theme : null),
    };

    /// <summary>The room of a type of the runtime assemblies.</summary>
    public static string? OfRuntime(NamedType type) => type.Namespace == "MmRuntime" ? type.Name : Below("MmRuntime.", type.Namespace);

    /// <summary>Every naming that goes upwards, sideways or into a room that is not in the order.</summary>
    public IEnumerable<string> Violations(DependencyGraph graph) => graph.Dependencies.Where(IsForbidden).Select(dependency => dependency.ToString());

    private static string? Below(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..].Split('.')[0] : null;

    private bool IsForbidden(Dependency dependency)
    {
        if (dependency.From == dependency.To)
        {
            return false;
        }

        var (from, to) = (Rank(dependency.From), Rank(dependency.To));
        return from < 0 || to < 0 || from <= to;
    }

    // Themes of rules share one rank, so one theme may not name another.
    private int Rank(string room) =>
        order.ToList().IndexOf(room.StartsWith("Rules.", StringComparison.Ordinal) ? "Rules.*" : room);
}
