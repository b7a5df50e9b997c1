using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

/// <summary>What tools read of a finding about the use of one lock: its name from build to build, and a step for every further place.</summary>
public sealed class FindingPropertiesTests
{
    [Fact]
    public Task MM2001_tells_the_exits() =>
        Tells<MM2001LockNotReleased>("Monitor.Enter(_gate); if (n > 0) { return; } Monitor.Exit(_gate);", "exit");

    [Fact]
    public Task MM2002_tells_the_acquisition_and_the_release() =>
        Tells<MM2002ReleaseNotHeld>("Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Exit(_gate);", "acquire", "release");

    [Fact]
    public Task MM2003_tells_the_release() =>
        Tells<MM2003UncheckedTryAcquire>("Monitor.TryEnter(_gate); Monitor.Exit(_gate);", "release");

    [Fact]
    public Task MM2010_tells_the_acquisition_and_the_assignment() =>
        Tells<MM2010ReleaseThroughDifferentPath>("Monitor.Enter(_gate); _gate = new object(); Monitor.Exit(_gate);", "acquire", "assign");

    [Fact]
    public Task MM2011_tells_the_call_and_the_release() =>
        Tells<MM2011ReleaseNotInFinally>("Monitor.Enter(_gate); int.Parse(string.Empty); Monitor.Exit(_gate);", "call", "release");

    [Fact]
    public async Task MM2012_tells_the_acquisition_and_further_yields() => Check(
        await Analysis.Run(
            new RuleHost<MM2012LockHeldAcrossYield>(),
            "using System.Collections.Generic; class Shop { readonly object _gate = new(); IEnumerable<int> Run() { lock (_gate) { yield return 1; yield return 2; } } }"),
        ["acquire", "yield"]);

    private static async Task Tells<TRule>(string body, params string[] kinds)
        where TRule : LockRule, new() => Check(
        await Analysis.Run(new RuleHost<TRule>(), $"using System.Threading; class Shop {{ object _gate = new(); void Run(int n) {{ {body} }} }}"), kinds);

    private static void Check(IEnumerable<Diagnostic> all, string[] kinds)
    {
        var found = Assert.Single(all);

        Assert.Equal("F:Shop._gate", found.Properties["mm.identity"]);
        Assert.Equal("1", found.Properties["mm.threads"]);
        Assert.Equal(kinds.Length, found.AdditionalLocations.Count);
        Assert.Equal(kinds.Length + 2, found.Properties.Count);
        for (var i = 0; i < kinds.Length; i++)
        {
            Assert.StartsWith($"1|{kinds[i]}|Shop._gate|Shop.Run (", found.Properties[$"mm.step.{i}"], StringComparison.Ordinal);
        }
    }
}
