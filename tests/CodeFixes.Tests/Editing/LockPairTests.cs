using MmAnalyzers.CodeFixes.Editing;

namespace MmAnalyzers.CodeFixes.Tests.Editing;

public sealed class LockPairTests
{
    [Fact]
    public void Every_pair_exists_in_the_framework() => Assert.All(LockPair.All, pair =>
    {
        var type = typeof(Monitor).Assembly.GetType("System.Threading." + pair.Type);
        Assert.True(type is not null, pair.Type);
        Assert.Contains(type.GetMethods(), method => method.Name == pair.Take);
        Assert.Contains(type.GetMethods(), method => method.Name == pair.Give);
    });
}
