using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>Random walks and priorities in turn, one to three: walks are good at what needs many switches, priorities at what needs few in the right place.</summary>
internal sealed class MixedStrategy(ulong seed) : Strategy
{
    private const int Turns = 4;

    private readonly RandomStrategy _walks = new(Hash.Mix(seed, 1, 0));
    private readonly PriorityStrategy _priorities = new(Hash.Mix(seed, 2, 0));
    private int _executions;

    private Strategy Active => _executions % Turns == 1 ? _walks : _priorities;

    public override bool Begin()
    {
        _executions++;
        return Active.Begin();
    }

    public override ExploredTask? Pick(Execution execution) => Active.Pick(execution);

    // Priorities learn from walks where locks are nested.
    public override void Step(Execution execution, ExploredTask task) => _priorities.Step(execution, task);

    public override int Choose(Execution execution, ExploredTask task, int alternatives) => Active.Choose(execution, task, alternatives);

    public override void End(Execution execution) => _priorities.End(execution);
}
