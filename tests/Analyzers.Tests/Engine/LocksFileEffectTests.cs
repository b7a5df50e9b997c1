using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine;

/// <summary>What a locks file says of a library changes what is found in code that uses it.</summary>
public sealed class LocksFileEffectTests
{
    // There is no body that says anything: one type is empty, the other abstract.
    private const string Library = """
        namespace Acme
        {
            public class Latch
            {
                public void Enter() { }
                public bool TryEnter() => true;
                public System.Threading.Tasks.Task EnterAsync() => null;
                public void Exit() { }
                public System.IDisposable Hold() => null;
            }
            public abstract class Bus { public abstract void Publish(System.Action handler); }
            public abstract class Gate { public static readonly object Sync = new(); public abstract void Open(); public abstract void Close(); public abstract void Pass(); }
        }
        """;

    private const string Latch = "lock Acme.Latch acquire=Enter,EnterAsync,Hold try=TryEnter release=Exit reentrant=no";

    [Fact]
    public async Task Reports_a_cycle_of_two_stated_locks()
    {
        const string Source = """
            public class A(Acme.Latch x, Acme.Latch y)
            {
                private readonly Acme.Latch _x = x;
                private readonly Acme.Latch _y = y;
                public void One() { _x.Enter(); try { _y.Enter(); _y.Exit(); } finally { _x.Exit(); } }
                public void Two() { _y.Enter(); try { _x.Enter(); _x.Exit(); } finally { _y.Exit(); } }
            }
            """;

        Assert.Contains("MM1002", await IdsOf(Source, Latch));
        Assert.DoesNotContain("MM1002", await IdsOf(Source, "# nothing"));
    }

    [Theory]
    [InlineData("_x.Enter(); _x.Enter();", "MM1003")]
    [InlineData("_x.Enter(); if (b) { return; } _x.Exit();", "MM2001")]
    [InlineData("if (_x.TryEnter()) { if (b) { return; } _x.Exit(); }", "MM2001")]
    [InlineData("var held = _x.Hold(); if (b) { return; } held.Dispose();", "MM2001")]
    [InlineData("using (_x.Hold()) { _x.Enter(); _x.Exit(); }", "MM1003")]
    [InlineData("_x.EnterAsync().Wait(); if (b) { return; } _x.Exit();", "MM2001")]
    public async Task Reports_misuse_of_a_stated_lock(string body, string id)
    {
        Assert.Contains(id, await IdsOf(Using(body), Latch));
        Assert.Empty(await IdsOf(Using(body), "# nothing"));
    }

    [Theory]
    [InlineData("_x.Enter(); _x.Exit();")]
    [InlineData("_x.Enter(); try { System.Console.Beep(); } finally { _x.Exit(); }")]
    [InlineData("if (_x.TryEnter()) { _x.Exit(); }")]
    [InlineData("if (!_x.TryEnter()) { return; } try { System.Console.Beep(); } finally { _x.Exit(); }")]
    [InlineData("using (_x.Hold()) { System.Console.Beep(); }")]
    [InlineData("using var held = _x.Hold(); if (b) { return; }")]
    [InlineData("_x.Enter(); _y.Enter(); _y.Exit(); _x.Exit();")]
    public async Task Silent_on_right_use_of_a_stated_lock(string body) => Assert.Empty(await IdsOf(Using(body), Latch));

    [Fact]
    public async Task Silent_on_reentry_of_a_lock_that_allows_it_or_is_not_said_to_forbid_it()
    {
        const string Body = "_x.Enter(); _x.Enter(); _x.Exit(); _x.Exit();";

        Assert.Empty(await IdsOf(Using(Body), Latch.Replace("reentrant=no", "reentrant=yes", StringComparison.Ordinal)));
        Assert.Empty(await IdsOf(Using(Body), Latch.Replace(" reentrant=no", string.Empty, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reports_a_cycle_with_a_lock_that_a_library_member_takes()
    {
        const string Source = """
            public class A(Acme.Gate gate)
            {
                private readonly object _x = new();
                public void One() { lock (_x) { gate.Pass(); } }
                public void Two() { lock (Acme.Gate.Sync) { lock (_x) { } } }
            }
            """;
        const string Stated = "acquires Acme.Gate.Pass lock=Acme.Gate.Sync\nreleases Acme.Gate.Pass lock=Acme.Gate.Sync";

        Assert.Contains("MM1002", await IdsOf(Source, Stated));
        Assert.Empty(await IdsOf(Source, string.Empty));
    }

    [Theory]
    [InlineData("runs-now Acme.Bus.Publish", true)]
    [InlineData("runs-now Acme.Bus.Publish(System.Action) callback=handler", true)]
    [InlineData("runs-later Acme.Bus.Publish", false)]
    [InlineData("runs-now Acme.Bus.Publish callback=this", false)]
    [InlineData("# nothing", false)]
    public async Task Callback_runs_under_the_callers_lock_if_it_is_said_to_run_at_once(string stated, bool isReported)
    {
        const string Source = """
            public class A(Acme.Bus bus)
            {
                private readonly object _x = new();
                private readonly object _y = new();
                public void One() { lock (_x) { bus.Publish(() => { lock (_y) { } }); } }
                public void Two() { lock (_y) { lock (_x) { } } }
            }
            """;

        Assert.Equal(isReported, (await IdsOf(Source, stated)).Contains("MM1002"));
    }

    [Fact]
    public async Task Silent_on_a_member_that_is_said_to_have_no_effect()
    {
        const string Source = """
            public class A
            {
                private readonly object _x = new();
                private readonly object _y = new();
                public void One() { lock (_x) { Quiet(); } }
                public void Two() { lock (_y) { lock (_x) { } } }
                private void Quiet() { lock (_y) { } }
            }
            """;

        Assert.Contains("MM1002", await IdsOf(Source, string.Empty));
        Assert.Empty(await IdsOf(Source, "no-effect A.Quiet"));
    }

    private static string Using(string body) => $$"""
        public class A(Acme.Latch x, Acme.Latch y)
        {
            private readonly Acme.Latch _x = x;
            private readonly Acme.Latch _y = y;
            public void M(bool b) { {{body}} }
        }
        """;

    private static async Task<string[]> IdsOf(string source, string stated) =>
        [.. (await Analysis.Run(new LockAnalyzer(), new AnalysisInput(source, Library) { AdditionalTexts = [new Text("acme.mmlocks.txt", stated)] })).Select(diagnostic => diagnostic.Id).Distinct()];

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
