using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>Does once what a trace says; where it says nothing, or what cannot be, the ordinary thing.</summary>
internal sealed class ReplayStrategy : Strategy
{
    private readonly Dictionary<(int Task, int Step, bool IsChoice), int> _deviations = [];
    private bool _hasBegun;

    public ReplayStrategy(IEnumerable<ScheduleTrace.Deviation> deviations)
    {
        foreach (var deviation in deviations)
        {
            _deviations[(deviation.Task, deviation.Step, deviation.IsChoice)] = deviation.Value;
        }
    }

    public override bool Begin() => !_hasBegun && (_hasBegun = true);

    public override ExploredTask Pick(Execution execution) =>
        _deviations.TryGetValue((execution.Current?.Index ?? -1, execution.Current?.Steps ?? 0, false), out var index)
            && execution.Enabled.Find(task => task.Index == index) is { } wanted
                ? wanted
                : execution.Ordinary();

    public override int Choose(Execution execution, ExploredTask task, int alternatives) =>
        _deviations.TryGetValue((task.Index, task.Steps, true), out var choice) && choice < alternatives ? choice : 0;
}
