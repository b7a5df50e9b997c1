using System.Globalization;
using MmAnalyzers.Engine;
using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9005BudgetExceededTests
{
    [Fact]
    public async Task Reports_a_body_of_too_many_operations()
    {
        var source = Shop("Run", string.Concat(Enumerable.Repeat("n = n + 1;\n", Budgets.Default.Operations / 4)));

        var found = Assert.Single(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), source));

        Assert.Equal("Run", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Matches(@"^The lock analysis skipped 'Shop\.Run': \d+ operations, at most 20000$", found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Reports_a_body_of_too_many_blocks()
    {
        var source = Shop("Run", string.Concat(Enumerable.Repeat("if (n > 1) { n--; }\n", (Budgets.Default.Blocks / 2) + 10)));

        var found = Assert.Single(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), source));

        Assert.Matches(@"^The lock analysis skipped 'Shop\.Run': \d+ blocks, at most 4000$", found.GetMessage(CultureInfo.InvariantCulture));
    }

    // Each round would know one lock more, and there is no last round.
    [Theory]
    [InlineData("foreach (var one in all) { System.Threading.Monitor.Enter(one); }")]
    [InlineData("foreach (var one in all) { var gate = one; System.Threading.Monitor.Enter(gate); if (gate == _gate) { break; } }")]
    [InlineData("for (var i = 0; i < all.Length; i++) { System.Threading.Monitor.Enter(all[i]); try { n++; } finally { System.Threading.Monitor.Enter(all[n]); } }")]
    public async Task Silent_on_a_loop_that_takes_the_lock_of_each_element(string loop) =>
        Assert.Empty(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), "class Shop { readonly object _gate = new(); void Run(object[] all) { var n = 0; " + loop + " } }"));

    [Theory]
    [InlineData("public int Run { get { var n = 0; lock (_gate) { } BODY return n; } }", "Run")]
    [InlineData("public Shop() { var n = 0; lock (_gate) { } BODY }", "Shop")]
    [InlineData("public Action Run() => () => { var n = 0; lock (_gate) { } BODY };", "Run")]
    public async Task Reports_at_the_name_of(string member, string name)
    {
        var body = string.Concat(Enumerable.Repeat("n = n + 1;\n", Budgets.Default.Operations / 4));
        var source = "class Shop { readonly object _gate = new(); " + member.Replace("BODY", body, StringComparison.Ordinal) + " }";

        var found = Assert.Single(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), source));

        Assert.Contains($"'{(name == "Shop" ? name : "Shop." + name)}'", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(found.Location.SourceSpan.Length < 100, "The place is a name, not the whole body.");
    }

    [Theory]
    [InlineData("n = n + 1;", 1_000)]
    [InlineData("if (n > 1) { n--; }", 500)]
    [InlineData("lock (_gate) { n++; }", 300)]
    [InlineData("while (n > 0) { lock (_gate) { if (n == 3) { break; } n--; } }", 100)]
    [InlineData("try { lock (_gate) { n++; } } catch (Exception) { n--; } finally { n++; }", 100)]
    [InlineData("if (n > 2) { Monitor.Enter(_gate); } if (n < 7) { Monitor.Exit(_gate); }", 100)]
    public async Task Silent_on_long_but_ordinary_bodies(string statement, int times) =>
        Assert.Empty(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), Shop("Run", string.Concat(Enumerable.Repeat(statement + "\n", times)))));

    [Fact]
    public async Task Silent_on_a_large_body_without_locks()
    {
        var body = string.Concat(Enumerable.Repeat("n = n + 1;\n", Budgets.Default.Operations / 4));

        Assert.Empty(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), $"class Shop {{ public void Run(int n) {{ {body} }} }}"));
    }

    [Fact]
    public async Task Silent_on_large_half_typed_bodies()
    {
        var input = new AnalysisInput(Shop("Run", string.Concat(Enumerable.Repeat("n = n + 1;\n", Budgets.Default.Operations / 4)) + "missing();")) { MayNotCompile = true };

        Assert.Empty(await Analysis.Run(new RuleHost<MM9005BudgetExceeded>(), input));
    }

    [Fact]
    public async Task Keeps_the_callers_of_a_skipped_member_analysed()
    {
        var large = Shop("Run", string.Concat(Enumerable.Repeat("n = n + 1;\n", Budgets.Default.Operations / 4)));
        const string Caller = """
            class Caller
            {
                readonly SemaphoreSlim _gate = new(1, 1);
                public void Call(Shop shop) { shop.Run(1); _gate.Wait(); _gate.Wait(); _gate.Release(2); }
            }
            """;

        var found = await Analysis.Run(new LockAnalyzer(), large, Caller);

        Assert.Equal(["MM9005", "MM1003"], found.Select(diagnostic => diagnostic.Id));
    }

    private static string Shop(string name, string body) => $$"""
        class Shop
        {
            readonly object _gate = new();
            public void {{name}}(int n)
            {
                lock (_gate) { }
                {{body}}
            }
        }
        """;
}
