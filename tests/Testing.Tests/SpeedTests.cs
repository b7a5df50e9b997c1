using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Testing.Tests.Subjects;
using MmAnalyzers.TestKit;
using Xunit.Abstractions;

namespace MmAnalyzers.Testing.Tests;

/// <summary>Prints what a test costs; nothing is asserted, as that would measure the machine.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Number = 200;

    // So many runs until the runtime has compiled the hot paths of the compiler for good.
    private const int WarmUp = 100;

    [Fact]
    public Task Prints_the_cost_of_silent_analyzer_tests() => Measure("silent analyzer tests", _ => Silent());

    [Fact]
    public Task Prints_the_cost_of_reporting_analyzer_tests() => Measure("analyzer tests with a diagnostic, three runs each", index => Reporting(index));

    [Fact]
    public Task Prints_the_cost_of_fix_tests() => Measure("fix tests", index => new MmFixTest<GateAnalyzer, DoorFix>
    {
        TestCode = Source(index, "[|gate|]"),
        FixedCode = Source(index, "door"),
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck,
    }.RunAsync());

    private static Task Silent() => new MmTest<GateAnalyzer> { TestCode = Source(0, "door") }.RunAsync();

    private static Task Reporting(int index) => new MmTest<GateAnalyzer> { TestCode = Source(index, "[|gate|]") }.RunAsync();

    private static string Source(int index, string field) => string.Create(CultureInfo.InvariantCulture, $$"""
        class C{{index}}
        {
            private readonly object {{field}} = new();
            private readonly List<int> _items = [];

            public async Task Run(CancellationToken token)
            {
                lock (_items)
                {
                    _items.Add(_items.Count);
                }

                await Task.Delay(1, token);
            }
        }
        """);

    private async Task Measure(string what, Func<int, Task> test)
    {
        for (var index = 0; index < WarmUp; index++)
        {
            await test(index);
        }

        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (var index = 0; index < Number; index++)
        {
            await test(index);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Number} {what}: {watch.Elapsed.TotalMilliseconds / Number:F2} ms each, {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Number:F2} ms of processor time; one after the other, after warm-up"));
    }
}
