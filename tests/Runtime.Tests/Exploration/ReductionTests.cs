using MmRuntime.Exploration;

namespace MmRuntime.Tests.Exploration;

/// <summary>The reduced search sees everything that the whole one sees: final states, what tasks have read, deadlocks.</summary>
public sealed class ReductionTests
{
    private const int Programs = 500;

    private static readonly ExplorationOptions Whole = new()
    {
        Strategy = SearchStrategy.Exhaustive,
        IsReduced = false,
        StopAtFirstFailure = false,
        Minimise = false,
        MaxExecutions = 100,
    };

    [Theory]
    [InlineData(2, 80)]
    [InlineData(null, 70)]
    public void Five_hundred_random_programs_end_in_the_same_states(int? preemptions, int percentLeft)
    {
        var (whole, reduced, compared) = (0L, 0L, 0);
        for (var seed = 0; compared < Programs; seed++)
        {
            var program = new RandomProgram(seed);
            var expected = program.Explore(Whole with { MaxPreemptions = preemptions });
            if (!expected.Result.IsComplete)
            {
                continue;
            }

            var actual = program.Explore(Whole with { MaxPreemptions = preemptions, IsReduced = true });
            Assert.True(actual.Result.IsComplete);
            Assert.True(expected.Outcomes.SetEquals(actual.Outcomes), $"program {seed}: lost {string.Join(" ; ", expected.Outcomes.Except(actual.Outcomes))}, won {string.Join(" ; ", actual.Outcomes.Except(expected.Outcomes))}");
            Assert.True(actual.Result.Executions <= expected.Result.Executions);
            (whole, reduced, compared) = (whole + expected.Result.Executions, reduced + actual.Result.Executions, compared + 1);
        }

        // Not much less: programs this small leave little to leave out. The programs are the same each time, and so are the numbers.
        Assert.True(reduced * 100 < whole * percentLeft, $"{reduced} of {whole}");
    }
}
