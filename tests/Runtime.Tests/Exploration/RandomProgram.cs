using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

using World = MmRuntime.Exploration.World;

/// <summary>A small program drawn by a seed: two or three tasks that take locks, read and write words, wait and signal.</summary>
internal sealed class RandomProgram
{
    private readonly List<List<(int Verb, int Thing)>> _tasks = [];

    public RandomProgram(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(2, 4);
        for (var task = 0; task < count; task++)
        {
            _tasks.Add([.. Enumerable.Range(0, count == 2 ? random.Next(2, 5) : random.Next(1, 3)).Select(_ => (random.Next(8), random.Next(2)))]);
        }
    }

    /// <summary>Everything that an execution can end in: final state and what each task has seen, or who is stuck where.</summary>
    public (SortedSet<string> Outcomes, ExplorationResult Result) Explore(ExplorationOptions options)
    {
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        var result = Explorer.Run(world => Build(world, outcomes), options);
        outcomes.UnionWith(result.Failures.Select(failure => string.Join('\n', failure.Report.Split("steps").First())));
        return (outcomes, result);
    }

    private void Build(World world, SortedSet<string> outcomes)
    {
        var words = new[] { new Cell("x"), new Cell("y") };
        var locks = new[] { new TinyLock("a"), new TinyLock("b") };
        var spinning = new TinySpinlock("s");
        var queue = new TinyQueue("q");
        var seen = new List<long>[_tasks.Count];
        for (var i = 0; i < _tasks.Count; i++)
        {
            var (script, log, factor) = (_tasks[i], seen[i] = [], i + 2);
            world.Start($"t{i}", () => Perform(script, log, factor));
        }

        world.AtEnd(() => outcomes.Add($"{words[0].Value} {words[1].Value} | {string.Join(" | ", seen.Select(log => string.Join(' ', log)))}"));

        void Perform(List<(int Verb, int Thing)> script, List<long> log, int factor)
        {
            var held = new List<TinyLock>();
            foreach (var (verb, thing) in script)
            {
                switch (verb)
                {
                    case 0:
                        log.Add(words[thing].Value);
                        break;
                    case 1:
                        words[thing].Value = factor;
                        break;
                    case 2:
                        log.Add(words[thing].Add(factor));
                        break;
                    case 3 or 4 when !held.Contains(locks[thing]):
                        locks[thing].Enter();
                        held.Add(locks[thing]);
                        break;
                    case 5:
                        spinning.Enter();
                        log.Add(words[thing].Value);
                        spinning.Exit();
                        break;
                    case 6:
                        queue.WakeAll();
                        break;
                    case 7:
                        queue.WaitUntil(() => words[thing].Value != 0);
                        break;
                }
            }

            held.ForEach(lockHeld => lockHeld.Exit());
        }
    }
}
