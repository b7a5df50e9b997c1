#pragma warning disable CA5394 // The cases must be the same in every run; nothing here is secret.
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>The same project gives the same diagnostics, whatever order and however many threads it is looked at in.</summary>
public sealed class StabilityTests
{
    private static readonly (string Path, string Text)[] Files = [.. Enumerable.Range(0, 12).Select(number => ($"/0/Part{number:D2}.cs", Part(number)))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Reports_the_same_whatever_order_files_come_in(int seed)
    {
        var shuffled = Files.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(await Report(new AnalysisInput([.. Files])), await Report(new AnalysisInput([.. shuffled])));
    }

    [Fact]
    public async Task Reports_the_same_on_one_thread_and_on_many()
    {
        var alone = await Report(new AnalysisInput([.. Files]) { Concurrent = false });

        Assert.Contains("MM1002", alone, StringComparison.Ordinal);
        Assert.Contains("MM1003", alone, StringComparison.Ordinal);
        Assert.Contains("MM2001", alone, StringComparison.Ordinal);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(alone, await Report(new AnalysisInput([.. Files])));
        }
    }

    [Fact]
    public async Task Reports_the_same_after_having_been_cancelled_anywhere()
    {
        var input = new AnalysisInput([.. Files]);
        var compilation = input.Compile();
        var analyzer = new LockAnalyzer();
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 200)));
            try
            {
                await Analysis.Run(analyzer, input, compilation, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // What was begun is thrown away; that nothing of it stays is what comes next.
            }
        }

        Assert.Equal(await Report(input), Text(await Analysis.Run(analyzer, input, compilation)));
    }

    [Fact]
    public void Publishes_nothing_of_a_cancelled_summary()
    {
        var compilation = new AnalysisInput([.. Files]).Compile();
        var members = compilation.Assembly.GlobalNamespace.GetTypeMembers().SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>().ToList();
        var fresh = Probe.Engine(compilation);
        var expected = members.Select(member => fresh.Summaries.Of(member, CancellationToken.None).Text).ToList();

        var program = Probe.Engine(compilation);
        var random = new Random(11);
        var cancelled = 0;
        for (var round = 0; round < 60; round++)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromTicks(random.Next(1, 20_000)));
            try
            {
                program.Summaries.Of(members[random.Next(members.Count)], cancel.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }

        Assert.NotEqual(0, cancelled);
        Assert.Equal(expected, members.Select(member => program.Summaries.Of(member, CancellationToken.None).Text));
    }

    private static async Task<string> Report(AnalysisInput input) => Text(await Analysis.Run(new LockAnalyzer(), input));

    private static string Text(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(diagnostic =>
        $"{diagnostic.Location.GetLineSpan()} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)} {string.Join(' ', diagnostic.AdditionalLocations.Select(location => location.GetLineSpan()))}"));

    // Every part takes its own lock and calls parts ahead and behind of it, so that there are cycles of many lengths and deep mutual recursion.
    private static string Part(int number)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"static class P{number:D2} {{");
        text.AppendLine("  public static readonly object Gate = new(); static readonly SemaphoreSlim s_slim = new(1, 1);");
        text.AppendLine("  public static void Touch() { lock (Gate) { } }");
        foreach (var step in new[] { 1, 5, 7 })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  public static void Run{step}(int n) {{ lock (Gate) {{ P{(number + step) % 12:D2}.Touch(); }} if (n > 0) {{ P{(number + step) % 12:D2}.Run{step}(n - 1); }} }}");
        }

        text.AppendLine("  public static void Again() { s_slim.Wait(); Slim(); s_slim.Release(); }");
        text.AppendLine("  static void Slim() { s_slim.Wait(); s_slim.Release(); }");
        text.AppendLine("  public static void Leak(bool early) { Monitor.Enter(Gate); if (early) { return; } Monitor.Exit(Gate); }");
        text.AppendLine("}");
        return text.ToString();
    }
}
