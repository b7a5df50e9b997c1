namespace MmAnalyzers.Engine.Options;

/// <summary>What users may tell the engine: read once per compilation, immutable, and equal to any other that says the same.</summary>
/// <remarks>
/// Only global options and additional files are read: what the engine believes must not depend on the file that happens to be analysed.
/// Severities are not here; the compiler applies those.
/// </remarks>
internal sealed record EngineOptions
{
    /// <summary>What holds when nobody says anything.</summary>
    public static EngineOptions Default { get; } = new();

    /// <summary>The concurrency that was asked for; <see cref="EffectiveConcurrency"/> is what holds.</summary>
    public ConcurrencyModel Concurrency { get; init; } = ConcurrencyModel.Auto;

    /// <summary>Whether findings may rest on calls, rather than on what one body shows.</summary>
    public bool ReportThroughCalls { get; init; } = true;

    /// <summary>The caps of the engine.</summary>
    public Budgets Budgets { get; init; } = Budgets.Default;

    /// <summary>The preset of the package that holds, whether chosen or by the kind of project.</summary>
    public string Preset { get; init; } = "Recommended";

    /// <summary>Whether the project is a test project.</summary>
    public bool IsTestProject { get; init; }

    /// <summary>Whether the project builds a program rather than a library.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>The accepted findings, over all baseline files.</summary>
    public ValueList<BaselineEntry> Baseline { get; init; }

    /// <summary>What the project says of libraries, over all locks files.</summary>
    public ValueList<LocksEntry> Locks { get; init; }

    /// <summary>What was not understood.</summary>
    public ValueList<OptionProblem> Problems { get; init; }

    /// <summary>The concurrency that holds: <see cref="ConcurrencyModel.Auto"/> decided by the kind of project.</summary>
    public ConcurrencyModel EffectiveConcurrency => (Concurrency, IsTestProject, IsExecutable) switch
    {
        (not ConcurrencyModel.Auto, _, _) => Concurrency,
        (_, true, _) => ConcurrencyModel.Tests,
        (_, _, true) => ConcurrencyModel.Application,
        _ => ConcurrencyModel.Library,
    };
}
