using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Summaries;

public sealed class SummaryValueTests
{
    [Theory]
    [InlineData("lock (_a) { }", "this._a")]
    [InlineData("lock (_a) { lock (_b) { } }", "this._a this._b[this._a]")]
    [InlineData("lock (_a) { } lock (_b) { }", "this._a this._b")]
    [InlineData("lock (other._a) { }", "#0._a")]
    [InlineData("lock (other.Next._a) { }", "#0.Next._a")]
    [InlineData("lock (s_a) { }", "s_a")]
    [InlineData("lock (this) { }", "this")]
    [InlineData("lock (A) { }", "this._a")]
    [InlineData("var x = _a; lock (x) { }", "this._a")]
    [InlineData("var fresh = new C(); lock (fresh._a) { }", "")]
    [InlineData("if (flag) { lock (_a) { } }", "this._a{1=true}")]
    [InlineData("if (!flag) { return; } lock (_a) { }", "this._a{1=true}")]
    [InlineData("if (flag) { lock (_a) { } } else { lock (_a) { } }", "this._a")]
    [InlineData("lock (_b) { lock (_a) { } } lock (_a) { }", "this._a this._b")]
    [InlineData("if (Monitor.TryEnter(_a)) { Monitor.Exit(_a); }", "")]
    [InlineData("lock (_a) { lock (_a) { } }", "this._a")]
    public void Tells_what_is_taken_and_under_what(string body, string summary) => AssertSummary($"void M(C other, bool flag) {{ {body} }}", summary);

    [Theory]
    [InlineData("Monitor.Enter(_a);", "this._a +this._a")]
    [InlineData("Monitor.Exit(_a);", "-this._a")]
    [InlineData("Monitor.Enter(_a); Monitor.Exit(_a);", "this._a")]
    [InlineData("Monitor.Exit(_a); Monitor.Enter(_a);", "this._a(-this._a)")]
    [InlineData("Monitor.Exit(_a); lock (_b) { } Monitor.Enter(_a);", "this._a(-this._a) this._b(-this._a)")]
    [InlineData("if (flag) { Monitor.Enter(_a); }", "this._a{1=true} ?this._a")]
    [InlineData("if (Free) { Monitor.Exit(_a); }", "?this._a")]
    [InlineData("if (flag) { throw new Exception(); } Monitor.Enter(_a);", "this._a{1=false} +this._a")]
    [InlineData("Monitor.Enter(_a); try { Work(); } finally { Monitor.Exit(_a); }", "this._a")]
    [InlineData("try { Monitor.Enter(_a); Work(); } catch { }", "this._a ?this._a")]
    [InlineData("Monitor.Enter(other._a);", "#0._a +#0._a")]
    [InlineData("Monitor.Enter(_a); Monitor.Enter(_b);", "this._a this._b[this._a] +this._a +this._b")]
    public void Tells_what_is_left_behind(string body, string summary) => AssertSummary($"void M(C other, bool flag) {{ {body} }}", summary);

    [Theory]
    [InlineData("return Monitor.TryEnter(_a);", "true: +this._a false:")]
    [InlineData("return !Monitor.TryEnter(_a);", "true: false: +this._a")]
    [InlineData("if (Monitor.TryEnter(_a)) { return true; } return false;", "true: +this._a false:")]
    [InlineData("Monitor.Enter(_a); if (Free) { return true; } Monitor.Exit(_a); return false;", "this._a true: +this._a false:")]
    [InlineData("Monitor.Enter(_a); return true;", "this._a +this._a")]
    [InlineData("var taken = Monitor.TryEnter(_a, 5); return taken;", "true: +this._a false:")]
    public void Tells_what_the_result_tells(string body, string summary) => AssertSummary($"bool M() {{ {body} }}", summary);

    [Theory]
    [InlineData("Take();", "this._b")]
    [InlineData("lock (_a) { Take(); }", "this._a this._b[this._a]")]
    [InlineData("other.Take();", "#0._b")]
    [InlineData("other.Next.Take();", "#0.Next._b")]
    [InlineData("Lock(_a);", "this._a")]
    [InlineData("Lock(other._a);", "#0._a")]
    [InlineData("Lock(new object());", "")]
    [InlineData("new C().Take();", "")]
    [InlineData("Begin(); lock (_a) { } End();", "this._a[this._b] this._b")]
    [InlineData("Begin();", "this._b +this._b")]
    [InlineData("Maybe(false);", "")]
    [InlineData("Maybe(true);", "this._b")]
    [InlineData("Maybe(flag);", "this._b{1=true}")]
    [InlineData("Maybe(!flag);", "this._b{1=false}")]
    [InlineData("flag = Value > 0; Maybe(flag);", "this._b")]
    [InlineData("_ = Value;", "this._b")]
    [InlineData("Inner(); void Inner() { lock (_a) { Take(); } }", "this._a this._b[this._a]")]
    [InlineData("Action run = () => Take();", "")]
    [InlineData("foreach (var x in Each()) { }", "this._b")]
    [InlineData("_ = Later();", "")]
    [InlineData("_ = Each();", "")]
    [InlineData("var task = Later();", "")]
    [InlineData("Recurse(3);", "this._a this._b")]
    public void Puts_calls_into_the_callers_terms(string body, string summary) => AssertSummary($"void M(C other, bool flag) {{ {body} }}", summary);

    [Theory]
    [InlineData("await Later();", "this._b")]
    [InlineData("await Later().ConfigureAwait(false);", "this._b")]
    [InlineData("var task = Later(); await task;", "this._b")]
    [InlineData("await _slim.WaitAsync();", "this._slim +this._slim")]
    [InlineData("if (await _slim.WaitAsync(5)) { _slim.Release(); }", "")]
    public void Follows_what_is_awaited(string body, string summary) => AssertSummary($"async Task M() {{ {body} await Task.Yield(); }}", summary);

    [Fact]
    public void Has_the_way_to_the_acquisition()
    {
        var program = Probe.Engine(Source("void M() { One(); } void One() => Two(); void Two() => Take();"));

        var happened = Assert.Single(program.Summaries.Of(Probe.Method(program.Binder.Compilation, "C", "M"), CancellationToken.None).Events);

        Assert.Equal(["C.M", "C.One", "C.Two", "C.Take"], happened.Trace.Select(site => site.Member));
    }

    [Fact]
    public void Cuts_long_ways_in_the_middle()
    {
        var program = Probe.Engine(Source("void M() { M1(); } " + string.Concat(Enumerable.Range(1, 30).Select(i => $"void M{i}() => M{i + 1}(); ")) + "void M31() => Take();"));

        var happened = Assert.Single(program.Summaries.Of(Probe.Method(program.Binder.Compilation, "C", "M"), CancellationToken.None).Events);

        Assert.Equal(program.Budgets.TraceLength, happened.Trace.Length);
        Assert.Equal("C.M", happened.Trace[0].Member);
        Assert.Equal("C.Take", happened.Trace[^1].Member);
    }

    [Fact]
    public void Knows_nothing_of_members_without_source()
    {
        var program = Probe.Engine(Source("void M() { }"));
        var dispose = Probe.Method(program.Binder.Compilation, "System.Threading.SemaphoreSlim", "Dispose");

        Assert.Same(MethodSummary.None, program.Summaries.Of(dispose, CancellationToken.None));
    }

    private static void AssertSummary(string member, string summary) => Assert.Equal(summary, Probe.Engine(Source(member)).Summary("C", "M"));

    private static string Source(string member) => $$"""
        class C
        {
            static readonly object s_a = new();
            readonly object _a = new(), _b = new();
            readonly SemaphoreSlim _slim = new(1, 1);
            C Next;
            object A => _a;
            int Value { get { lock (_b) { return 1; } } }
            {{member}}
            void Take() { lock (_b) { } }
            static void Lock(object gate) { lock (gate) { } }
            void Begin() => Monitor.Enter(_b);
            void End() => Monitor.Exit(_b);
            void Maybe(bool take) { if (take) { lock (_b) { } } }
            IEnumerable<int> Each() { lock (_b) { yield return 1; } }
            async Task Later() { await Task.Yield(); lock (_b) { } }
            void Recurse(int n) { if (n > 0) { lock (_a) { } Other(n - 1); } }
            void Other(int n) { lock (_b) { } Recurse(n); }
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
        }
        """;
}
