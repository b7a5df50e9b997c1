using MmRuntime.Exploration.Steps;

namespace MmRuntime.Tests.Exploration;

/// <summary>Where threads hand each other the turn, in both ways of sleeping.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lets_one_wait_pass_for_each_opening(bool usesFutex)
    {
        var (forth, back) = (new Gate(usesFutex), new Gate(usesFutex));
        var passed = 0;
        var thread = new Thread(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                forth.Wait();
                passed++;
                back.Open();
            }
        });
        thread.Start();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Equal(i, passed);
            forth.Open();
            back.Wait();
        }

        thread.Join();
        Assert.Equal(20_000, passed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Remembers_one_opening_and_no_more(bool usesFutex)
    {
        var (gate, done) = (new Gate(usesFutex), new Gate(usesFutex));
        gate.Open();
        gate.Open();
        gate.Wait();
        var hasPassed = false;
        var thread = new Thread(() =>
        {
            done.Open();
            gate.Wait();
            hasPassed = true;
        });
        thread.Start();
        done.Wait();
        Assert.False(hasPassed);
        gate.Open();
        thread.Join();
        Assert.True(hasPassed);
    }
}
