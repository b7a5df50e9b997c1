using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9003AnnotationContradictedTests
{
    [Theory]
    [InlineData("an empty body", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { }")]
    [InlineData("another lock", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { Monitor.Enter(_other); }")]
    [InlineData("a lock given back", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { lock (_gate) { } }")]
    [InlineData("one path without it", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { if (Free) { return; } Monitor.Enter(_gate); }")]
    [InlineData("a switch with one path without it", "[{|MM9003:Acquires(\"_gate\")|}] public void Run(int n) { switch (n) { case 1: return; default: Monitor.Enter(_gate); break; } }")]
    [InlineData("a try that may fail", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { Monitor.TryEnter(_gate); }")]
    [InlineData("a finally that gives it back", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { Monitor.Enter(_gate); try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("a release that is none", "[{|MM9003:Releases(\"_gate\")|}] public void Run() { Work(); }")]
    [InlineData("a release of another lock", "[{|MM9003:Releases(\"_gate\")|}] public void Run() { Monitor.Exit(_other); }")]
    [InlineData("a result that is never true", "[{|MM9003:Acquires(\"_gate\", OnTrue = \"return\")|}] public bool Run() { Work(); return true; }")]
    [InlineData("a getter", "public int Run { [{|MM9003:Acquires(\"_gate\")|}] get { return 1; } }")]
    [InlineData("an async method", "[{|MM9003:Acquires(\"_slim\")|}] public async Task Run() { await Task.Yield(); }")]
    [InlineData("a loop that may not run", "[{|MM9003:Acquires(\"_gate\")|}] public void Run() { while (Free) { Monitor.Enter(_gate); return; } }")]
    [InlineData("a parameter's lock", "[{|MM9003:Acquires(\"other._gate\")|}] public void Run(Shop other) { Monitor.Exit(_other); }")]
    public Task Reports(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM9003AnnotationContradicted>(Frame(member));
    }

    [Theory]
    [InlineData("a plain acquisition", "[Acquires(\"_gate\")] public void Run() { Monitor.Enter(_gate); }")]
    [InlineData("an acquisition in each branch", "[Acquires(\"_gate\")] public void Run() { if (Free) { Monitor.Enter(_gate); return; } Monitor.Enter(_gate); }")]
    [InlineData("an acquisition through a call", "[Acquires(\"_gate\")] public void Run() { Take(); }")]
    [InlineData("an acquisition through three calls", "[Acquires(\"_gate\")] public void Run() { One(); } void One() => Two(); void Two() => Take();")]
    [InlineData("an acquisition through a local function", "[Acquires(\"_gate\")] public void Run() { Inner(); void Inner() { Monitor.Enter(_gate); } }")]
    [InlineData("a path that throws", "[Acquires(\"_gate\")] public void Run() { if (Free) { throw new Exception(); } Monitor.Enter(_gate); }")]
    [InlineData("a body that only throws", "[Acquires(\"_gate\")] public void Run() => throw new NotSupportedException();")]
    [InlineData("a try that tells", "[Acquires(\"_gate\", OnTrue = \"return\")] public bool Run() => Monitor.TryEnter(_gate);")]
    [InlineData("a release", "[Releases(\"_gate\")] public void Run() { Monitor.Exit(_gate); }")]
    [InlineData("a release on one path", "[Releases(\"_gate\")] public void Run() { if (Free) { Monitor.Exit(_gate); } }")]
    [InlineData("a release in a finally", "[Releases(\"_gate\")] public void Run() { try { Work(); } finally { Monitor.Exit(_gate); } }")]
    [InlineData("an awaited acquisition", "[Acquires(\"_slim\")] public async Task Run() { await _slim.WaitAsync(); }")]
    [InlineData("an abstract member", "[Acquires(\"_gate\")] public abstract void Run();")]
    [InlineData("a lock handed to other code", "[Acquires(\"_gate\")] public void Run() { Elsewhere.Lock(_gate); }")]
    [InlineData("a delegate that may do it", "[Acquires(\"_gate\")] public void Run(Action run) { run(); }")]
    [InlineData("a lambda", "[Acquires(\"_gate\")] public void Run() { Action run = () => Monitor.Enter(_gate); run(); }")]
    [InlineData("a lock type of the user's own", "[Acquires(\"_own\")] public void Run() { _own.Count++; }")]
    [InlineData("an acquisition of unknown outcome", "[Acquires(\"_gate\")] public void Run() { try { Monitor.Enter(_gate); Work(); } catch (Exception) { } }")]
    [InlineData("a half-typed body", "[Acquires(\"_gate\")] public void Run() { {|CS0103:missing|}(); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM9003AnnotationContradicted>(Frame(member));
    }

    [Fact]
    public Task Tells_the_claim_and_the_fact() => Verify.Rule<MM9003AnnotationContradicted>(
        """
        using MmRuntime.Annotations;
        class Shop
        {
            readonly object _gate = new();
            [{|#0:Acquires("_gate")|}] public void Enter() { if (Environment.TickCount > 0) { Monitor.Enter(_gate); } }
            [{|#1:Releases("_gate")|}] public void Leave() { }
        }
        """,
        new DiagnosticResult(MM9003AnnotationContradicted.Descriptor).WithLocation(0).WithArguments("Shop.Enter", "acquires 'Shop._gate'", "some path returns without it"),
        new DiagnosticResult(MM9003AnnotationContradicted.Descriptor).WithLocation(1).WithArguments("Shop.Leave", "releases 'Shop._gate'", "no path releases it"));

    private static string Frame(string member) => $$"""
        using MmRuntime.Annotations;
        abstract class Shop
        {
            readonly object _gate = new(), _other = new();
            readonly SemaphoreSlim _slim = new(1, 1);
            readonly Own _own = new();
            {{member}}
            void Take() => Monitor.Enter(_gate);
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
        }
        sealed class Own { public int Count; }
        static class Elsewhere { public static void Lock(object gate) => Monitor.Enter(gate); }
        """;
}
