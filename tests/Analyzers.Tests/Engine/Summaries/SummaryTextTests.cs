using System.Text;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

public sealed class SummaryTextTests
{
    private const string Store = """
        public class Store
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly object _table = new();
            private static readonly object Log = new();
            public Store? Next;
            public void Enter() => _gate.Wait();
            public void Exit() => _gate.Release();
            public bool TryEnter() => _gate.Wait(0);
            public bool EnterOrGiveUp(bool now) { if (now) { _gate.Wait(); return true; } return false; }
            public void Nested() { lock (_table) { lock (Log) { _gate.Wait(); } } }
            public void Follow() { lock (Next!._table) { Next.Next!.Nested(); } }
            public void Around() { _gate.Release(); lock (_table) { } _gate.Wait(); }
            public async Task TakeAsync() { await _gate.WaitAsync(); _gate.Release(); }
            public IEnumerable<int> All() { lock (_table) { yield return 1; } }
            public async Task BeginAsync() { lock (_table) { } await Task.Yield(); lock (Log) { } }
        }
        """;

    private const string Tools = """
        public static class Tools
        {
            public static void Take(object gate) { Monitor.Enter(gate); }
            public static void Give(this object gate) => Monitor.Exit(gate);
            public static void Both(object[] all, object other) { lock (all[0]) { lock (other) { lock (typeof(string)) { } } } }
            public static void Local() { var gate = Make(); lock (gate) { lock (typeof(Tools)) { } } }
            static object Make() => new();
        }
        public struct Turn<T> { readonly object _o; public Turn(object o) { _o = o; Monitor.Enter(o); } public void Dispose() => Monitor.Exit(_o); public T this[int i] { get { lock (_o) { return default!; } } } }
        """;

    private const string Modes = """
        using MmRuntime.Annotations;
        public class Modes
        {
            readonly ReaderWriterLockSlim _rw = new();
            readonly ReaderWriterLockSlim _again = new(LockRecursionPolicy.SupportsRecursion);
            readonly Mutex _mutex = new();
            readonly Lock _lock = new();
            SpinLock _spin = new();
            public void Read() => _rw.EnterReadLock();
            public void Write() { _rw.EnterUpgradeableReadLock(); _rw.EnterWriteLock(); }
            public void Again() => _again.EnterReadLock();
            public void Others() { _mutex.WaitOne(); lock (_lock) { } bool taken = false; _spin.Enter(ref taken); }
            [Acquires("this._rw", LockMode.Read)] public extern void Declared();
            [Releases("this._rw")] public extern void Undeclared();
        }
        """;

    [Theory]
    [InlineData(Store)]
    [InlineData(Tools)]
    [InlineData(Modes)]
    public void Every_summary_comes_back_as_it_was(string source)
    {
        var summaries = SummariesOf(source);
        Assert.NotEmpty(summaries);
        var text = SummaryText.Write(summaries);
        var read = SummaryText.Parse(text);
        Assert.Equal(summaries.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, summary) in summaries)
        {
            Assert.Equal(Everything(summary), Everything(read[id]));
        }

        Assert.Equal(text, SummaryText.Write(read));
    }

    [Fact]
    public void Text_is_sorted_and_says_its_version()
    {
        var lines = SummaryText.Write(SummariesOf(Store)).Split('\n');
        Assert.Equal("2", lines[0]);
        Assert.Equal(lines.Skip(1).Order(StringComparer.Ordinal), lines.Skip(1));
    }

    [Fact]
    public void Text_does_not_change_with_lines_and_names_of_locals()
    {
        var moved = "// A comment.\n\n" + Tools.Replace("var gate", "\n\n  var other", StringComparison.Ordinal).Replace("lock (gate)", "lock (other)", StringComparison.Ordinal);
        Assert.NotEqual(Tools, moved);
        Assert.Equal(SummaryText.Write(SummariesOf(Tools)), SummaryText.Write(SummariesOf(moved)));
    }

    [Fact]
    public void Separators_in_names_come_back()
    {
        var lockClass = new LockClass("F:a\tb\\tc\n\r\\", "=\tn\\", PrimitiveKind.Annotated) { DeclaredReentry = Reentry.Hangs, CountsReleases = false };
        var happened = new LockEvent(new(lockClass, AccessPath.This().Then("x\ty").Then(lockClass.Id)), LockMode.Shared, [new(Location.None, "a\nb")]);
        var summary = new MethodSummary([happened], NetEffect.None);
        var read = Assert.Single(SummaryText.Parse(SummaryText.Write(new Dictionary<string, MethodSummary> { ["M:\t\\"] = summary })));
        Assert.Equal("M:\t\\", read.Key);
        Assert.Equal(Everything(summary), Everything(read.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1\nM:A\t0\t0\t1\t0\t0\t0\t0")]
    [InlineData("2\n")]
    [InlineData("2\nM:A")]
    [InlineData("2\nM:A\t0\t9\t1\t0\t0\t0\t0")]
    [InlineData("2\nM:A\t0\t-1\t1\t0\t0\t0\t0")]
    [InlineData("2\nM:A\t0\t99999999999\t1\t0\t0\t0\t0")]
    [InlineData("2\nM:A\t0\t0\t1\t0\t0\t0\t0\tmore")]
    [InlineData("2\nM:A\\\t0\t0\t1\t0\t0\t0\t0")]
    [InlineData("2\nM:A\\x\t0\t0\t1\t0\t0\t0\t0")]
    [InlineData("2\nM:A\t0\t0\t1\t0\t0\t0\t0\n\u0000")]
    public void Text_with_an_error_is_ignored(string? text) => Assert.Empty(SummaryText.Parse(text));

    [Fact]
    public void Text_without_an_error_is_not() => Assert.Single(SummaryText.Parse("2\nM:A\t0\t0\t1\t0\t0\t0\t0"));

    [Fact]
    public void Every_cut_of_a_text_is_read_or_ignored()
    {
        var text = SummaryText.Write(SummariesOf(Store));
        for (var length = 0; length < text.Length; length++)
        {
            Assert.True(SummaryText.Parse(text[..length]).Count < SummaryText.Parse(text).Count || !text[length..].Contains('\n', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Long_text_is_cut_and_says_so()
    {
        var one = SummariesOf(Store)["M:Store.Enter"];
        var many = Enumerable.Range(0, 2_000).ToDictionary(number => $"M:Store.Übergabe{number:D4}", _ => one);
        var text = SummaryText.Write(many);
        var read = SummaryText.Parse(text);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), SummaryText.MaxLength - 1_000, SummaryText.MaxLength);
        Assert.EndsWith($"\n...\t{many.Count - read.Count}", text, StringComparison.Ordinal);
        Assert.Equal(many.Keys.Order(StringComparer.Ordinal).Take(read.Count), read.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("M:A.B.Run", "Run")]
    [InlineData("M:A.B`1.Run``2(System.Int32,A.C)", "Run")]
    [InlineData("M:A.B`1.#ctor(`0)", "B")]
    [InlineData("M:A.B.System#IDisposable#Dispose", "Dispose")]
    [InlineData("M:A.B.get_Value", "Value")]
    [InlineData("M:A.B.get_Item(System.Int32)", "this[]")]
    [InlineData("M:A.B.op_Addition(A.B,A.B)", "operator")]
    public void Simple_name_of_a_documentation_id(string id, string name) => Assert.Equal(name, ReferencedNames.NameIn(id));

    private static Dictionary<string, MethodSummary> SummariesOf(string source)
    {
        var compilation = new AnalysisInput(source).Compile();
        var program = Probe.Engine(compilation);
        return compilation.Assembly.GlobalNamespace.GetTypeMembers()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Select(method => (Id: program.Names.Id(method), Summary: program.Summaries.OfExported(method, CancellationToken.None)))
            .Where(member => member.Summary != MethodSummary.None)
            .ToDictionary(member => member.Id, member => member.Summary);
    }

    private static string Everything(MethodSummary summary) => string.Join(
        "\n",
        summary.Events.Select(happened => string.Join(";", happened.Text, Class(happened.Lock), string.Join(",", happened.Within), string.Join(",", happened.Trace)))
            .Append(summary.Net.Text)
            .Append(summary.Net.DependsOnResult.ToString())
            .Append(summary.IsAsync.ToString())
            .Append(string.Join(",", summary.HeldAtYields))
            .Concat(summary.Net.WhenTrue.Acquired.Concat(summary.Net.WhenFalse.Released).Select(entry => Class(entry.Lock))));

    private static string Class(LockRef @lock) => $"{@lock.Class.Name} {@lock.Class.Kind} {@lock.Class.CountsReleases} {@lock.Class.DeclaredReentry} {@lock}";
}
