using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>Every step is done by whoever is drawn.</summary>
internal sealed class RandomStrategy(ulong seed) : Strategy
{
    private readonly SeededRandom _random = new(seed);

    public override bool Begin() => true;

    public override ExploredTask Pick(Execution execution) =>
        execution.Enabled.Count == 1 ? execution.Enabled[0] : execution.Enabled[_random.Below(execution.Enabled.Count)];

    public override int Choose(Execution execution, ExploredTask task, int alternatives) => _random.Below(alternatives);
}
