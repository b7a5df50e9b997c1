using MmRuntime.Exploration.Reports;
using MmRuntime.Exploration.Steps;

namespace MmRuntime.Exploration.Strategies;

/// <summary>Places at which tasks acquire a lock under another one, as executions have shown them: where a preemption can bring about a deadlock.</summary>
/// <remarks>
/// Every other draw is of a place that another task contradicts: it was seen to nest two locks of these names the other way round. The rest take all places
/// in turn. Names are a hint only: locks that share one cost executions, not findings.
/// </remarks>
internal sealed class NestedPlaces(SeededRandom random)
{
    /// <summary>Contradictions remembered; where locks share names there may be very many.</summary>
    private const int MostContradictions = 1_000;

    private readonly HashSet<(int Task, int Point)> _known = [];
    private readonly List<Nesting> _nestings = [];
    private readonly List<Place> _contradicted = [];
    private readonly List<Place> _untried = [];
    private int _draws;

    /// <summary>A task acquires a lock while it holds others.</summary>
    public void See(ExploredTask task, int point)
    {
        if (!_known.Add((task.Index, point)))
        {
            return;
        }

        _untried.Insert(random.Below(_untried.Count + 1), new Place(task.Index, point, null));
        var wanted = Wording.NameOf(task.Pending.Subject!);
        foreach (var held in task.Held)
        {
            var nesting = new Nesting(task.Index, point, held.Point, Wording.NameOf(held.Subject), wanted);
            foreach (var other in _nestings.Where(nesting.IsContradictedBy))
            {
                if (_contradicted.Count < MostContradictions)
                {
                    _contradicted.Add(new Place(nesting.Task, nesting.Point, (other.Task, other.OuterPoint)));
                    _contradicted.Add(new Place(other.Task, other.Point, (nesting.Task, nesting.OuterPoint)));
                }
            }

            _nestings.Add(nesting);
        }
    }

    /// <summary>The place to try next; null if no lock was ever taken under another.</summary>
    public Place? Next()
    {
        if (_known.Count == 0)
        {
            return null;
        }

        if (_draws++ % 2 == 0 && _contradicted.Count > 0)
        {
            return _contradicted[random.Below(_contradicted.Count)];
        }

        if (_untried.Count == 0)
        {
            foreach (var (task, point) in _known)
            {
                _untried.Insert(random.Below(_untried.Count + 1), new Place(task, point, null));
            }
        }

        var next = _untried[^1];
        _untried.RemoveAt(_untried.Count - 1);
        return next;
    }

    /// <summary>Before which of its points to interrupt a task.</summary>
    /// <param name="Task">Its index.</param>
    /// <param name="Point">The point, see <see cref="ExploredTask.Points"/>.</param>
    /// <param name="Other">Where another one that nests the same locks differently takes its outer one.</param>
    internal readonly record struct Place(int Task, int Point, (int Task, int Point)? Other);

    private readonly record struct Nesting(int Task, int Point, int OuterPoint, string Outer, string Inner)
    {
        public bool IsContradictedBy(Nesting other) => other.Task != Task && other.Outer == Inner && other.Inner == Outer;
    }
}
