using System.Collections.Immutable;
using System.Globalization;

namespace MmAnalyzers.Engine.Options;

/// <summary>Every key users may set, with its values: the one table behind reading, messages and <c>docs/guide/configure.md</c>.</summary>
internal static class OptionKeys
{
    /// <summary>What all keys of the product start with.</summary>
    public const string Prefix = "mm_analyzers.";

    /// <summary>The presets of the package.</summary>
    public static ImmutableArray<string> Presets { get; } = ImmutableArray.Create("Recommended", "All", "Strict", "Tests", "None");

    /// <summary>The keys, in ordinal order.</summary>
    public static ImmutableArray<OptionKey> All { get; } = ImmutableArray.Create(
        Budget("blocks", 16, 100_000, (budgets, value) => budgets with { Blocks = value }),
        Budget("critical_pairs", 1, 1_024, (budgets, value) => budgets with { CriticalPairs = value }),
        Budget("cycle_expansions", 10, 100_000, (budgets, value) => budgets with { CycleExpansions = value }),
        Budget("cycles", 1, 1_000, (budgets, value) => budgets with { Cycles = value }),
        Budget("disjuncts", 1, 256, (budgets, value) => budgets with { Disjuncts = value }),
        Budget("events", 16, 4_096, (budgets, value) => budgets with { Events = value }),
        Budget("implementers", 1, 256, (budgets, value) => budgets with { Implementers = value }),
        Budget("handlers", 1, 256, (budgets, value) => budgets with { Handlers = value }),
        Budget("operations", 100, 1_000_000, (budgets, value) => budgets with { Operations = value }),
        Budget("reverse_bodies", 0, 1_000, (budgets, value) => budgets with { ReverseBodies = value }),
        Budget("scc_rounds", 1, 64, (budgets, value) => budgets with { SccRounds = value }),
        Budget("trace_length", 2, 64, (budgets, value) => budgets with { TraceLength = value }),
        new("concurrency", "'auto', 'library', 'application' or 'tests'", ApplyConcurrency),
        Number("max_cycle_length", 2, 8, (options, value) => options with { Budgets = options.Budgets with { CycleLength = value } }),
        new("report_through_calls", "'true' or 'false'", (options, value) => bool.TryParse(value, out var flag) ? options with { ReportThroughCalls = flag } : null));

    private static OptionKey Budget(string name, int least, int most, Func<Budgets, int, Budgets> apply) =>
        Number("budget." + name, least, most, (options, value) => options with { Budgets = apply(options.Budgets, value) });

    private static OptionKey Number(string name, int least, int most, Func<EngineOptions, int, EngineOptions> apply) => new(
        name,
        string.Format(CultureInfo.InvariantCulture, "a whole number from {0} to {1}", least, most),
        (options, value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? apply(options, number) : null);

    private static EngineOptions? ApplyConcurrency(EngineOptions options, string value) => value.ToUpperInvariant() switch
    {
        "AUTO" => options with { Concurrency = ConcurrencyModel.Auto },
        "LIBRARY" => options with { Concurrency = ConcurrencyModel.Library },
        "APPLICATION" => options with { Concurrency = ConcurrencyModel.Application },
        "TESTS" => options with { Concurrency = ConcurrencyModel.Tests },
        _ => null,
    };
}
