using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>Whether edges, each run by a thread of its own, can meet in a deadlock. Pairwise tests only, so that a search can stop at the first bad pair.</summary>
/// <param name="program">What is known of the program's locks.</param>
/// <param name="strongestGate">Gates up to this strength are overlooked: <see cref="GateStrength.None"/> for what is reported.</param>
internal sealed class Feasibility(ProgramLocks program, GateStrength strongestGate)
{
    /// <summary>Whether the thread in <paramref name="edge"/> can be made to wait by the thread in <paramref name="next"/>.</summary>
    public bool CanWaitFor(LockEdge edge, LockEdge next) =>
        program.Block(edge.ToMode, next.From.Mode, edge.To.Class)
        && LockInstances.CanBeSame(edge.To, next.From.Lock)
        && !program.AreTwo(edge.To.Path, next.From.Lock.Path);

    /// <summary>Whether a gate was met that is none if two paths name two instances: then a more lenient look may find more.</summary>
    public bool HasMetClassLevelGate { get; private set; }

    /// <summary>Whether two threads can be where these edges say, at once.</summary>
    public bool CanMeet(LockEdge left, LockEdge right)
    {
        if (!left.IsConcurrent && !right.IsConcurrent)
        {
            return false;
        }

        var gate = Gates.Between(left, right, program.AreTwo);
        HasMetClassLevelGate |= gate == GateStrength.ClassLevel;
        return gate <= strongestGate;
    }
}
