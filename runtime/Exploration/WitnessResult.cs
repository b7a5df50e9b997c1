namespace MmRuntime.Exploration;

/// <summary>The answer to a suspicion.</summary>
public sealed class WitnessResult
{
    internal WitnessResult(WitnessVerdict verdict, ExplorationResult exploration) => (Verdict, Exploration) = (verdict, exploration);

    /// <summary>What became of it.</summary>
    public WitnessVerdict Verdict { get; }

    /// <summary>The executions, and the deadlock with its trace if there is one.</summary>
    public ExplorationResult Exploration { get; }

    /// <summary>How many executions it took.</summary>
    public int Executions => Exploration.Executions;

    /// <inheritdoc/>
    public override string ToString() => $"{Verdict}\n{Exploration}";
}
