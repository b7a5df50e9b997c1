using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

public sealed class RecursionTests
{
    private const int Threads = 8;

    [Fact]
    public void Follows_a_chain_of_twenty_thousand_members()
    {
        const int Length = 20_000;
        var members = string.Concat(Enumerable.Range(0, Length).Select(i => $"static void M{i}() => M{i + 1}();\n"));
        var program = Probe.Engine("class C { static readonly object s_a = new();\n" + members + $"static void M{Length}() {{ lock (s_a) {{ }} }} }}");

        Assert.Equal("s_a", program.Summary("C", "M0"));
        Assert.Equal(Length + 1, program.Summaries.Count);
    }

    [Fact]
    public async Task Reports_an_expression_nested_five_thousand_deep()
    {
        var deep = string.Concat(Enumerable.Repeat(" + n", 5_000));

        var found = await Analysis.Run(new RuleHost<MmAnalyzers.Rules.Ordering.MM1003SelfDeadlock>(), $$"""
            class Shop
            {
                readonly SemaphoreSlim _gate = new(1, 1);
                public int Run(int n) { _gate.Wait(); var sum = Take(){{deep}}; _gate.Release(); return sum; }
                int Take() { _gate.Wait(); _gate.Release(); return 1; }
            }
            """);

        Assert.Equal("MM1003", Assert.Single(found).Id);
    }

    [Fact]
    public async Task Survives_calls_nested_too_deep_to_bind()
    {
        // Beyond what the engine binds, and well below what overflows the stack of the compiler itself.
        const int Depth = 400;
        var deep = string.Concat(Enumerable.Repeat("Id(", Depth)) + "1" + new string(')', Depth);

        var found = await Analysis.Run(new LockAnalyzer(), new AnalysisInput($$"""
            class Shop
            {
                readonly SemaphoreSlim _gate = new(1, 1);
                public void Run() { _gate.Wait(); Deep(); _gate.Wait(); _gate.Release(2); }
                public int Deep() { lock (this) { return {{deep}}; } }
                static int Id(int n) => n;
            }
            """) { MayNotCompile = true });

        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
    }

    [Fact]
    public void Gives_mutual_recursion_one_answer_whoever_asks_first()
    {
        var compilation = new AnalysisInput("""
            class C
            {
                readonly object _a = new(), _b = new(), _c = new();
                void One(int n) { lock (_a) { if (n > 0) { Two(n - 1); } } }
                void Two(int n) { lock (_b) { if (n > 1) { Three(n - 1); } else { One(0); } } }
                void Three(int n) { lock (_c) { One(n); Two(n); } }
            }
            """).Compile();
        string[] names = ["One", "Two", "Three"];
        var expected = names.Select(name => Probe.Engine(compilation).Summary("C", name)).ToArray();
        Assert.All(expected, summary => Assert.NotEmpty(summary));

        for (var round = 0; round < 1_000; round++)
        {
            var program = Probe.Engine(compilation);
            var found = new string[Threads];
            RunTogether(thread => found[thread] = program.Summary("C", names[(thread + round) % 3]));

            Assert.Equal(Enumerable.Range(0, Threads).Select(thread => expected[(thread + round) % 3]), found);
        }
    }

    private static void RunTogether(Action<int> body)
    {
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            body(number);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
