using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.Summaries;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>Cycles that go through a library, which the application sees as a project or as a compiled file; and what the compiled file tells.</summary>
public sealed class CrossProjectCycleTests
{
    private const string Library = """
        public class Ledger
        {
            private readonly object _secret = new();
            public readonly object Gate = new();
            public void Record() { lock (Gate) { } }
            public void Deep() => Inner();
            private void Inner() => Innermost();
            private void Innermost() { lock (Gate) { } }
            public void Begin() => Monitor.Enter(_secret);
            public void End() => Monitor.Exit(_secret);
            public void Note() { lock (_secret) { } }
            public bool TryRecord() { if (!Monitor.TryEnter(Gate)) { return false; } Monitor.Exit(Gate); return true; }
            public void Idle() { }
        }
        public static class Log
        {
            private static readonly object Sync = new();
            public static void Write() { lock (Sync) { } }
            public static void Begin() => Monitor.Enter(Sync);
            public static void End() => Monitor.Exit(Sync);
            public static void Under(object gate) { lock (gate) { } }
        }
        public class Base
        {
            protected readonly object Root = new();
            public void Refresh() { lock (Root) { } }
        }
        """;

    [Theory]
    [InlineData("a call", "lock (_own) { _ledger.{|MM1002:Record|}(); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("three calls", "lock (_own) { _ledger.{|MM1002:Deep|}(); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("a wrapper pair", "lock (_own) { _ledger.{|MM1002:Note|}(); }", "_ledger.Begin(); lock (_own) { } _ledger.End();")]
    [InlineData("a static lock", "lock (_own) { Log.{|MM1002:Write|}(); }", "Log.Begin(); lock (_own) { } Log.End();")]
    [InlineData("wrappers only", "_ledger.Begin(); Log.{|MM1002:Write|}(); _ledger.End();", "Log.Begin(); _ledger.Note(); Log.End();")]
    [InlineData("a lock passed as argument", "lock (_own) { Log.{|MM1002:Under|}(_ledger.Gate); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("a base class", "lock (_own) { {|MM1002:Refresh|}(); }", "lock (Root) { lock (_own) { } }")]
    [InlineData("own members between", "lock (_own) { {|MM1002:Far|}(); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    public Task Reports_a_cycle_through(string way, string first, string second)
    {
        Assert.NotEmpty(way);
        return Verify.CrossProject<MM1002LockOrderCycle>(Library, App(first, second));
    }

    [Theory]
    [InlineData("one order", "lock (_own) { _ledger.Record(); }", "lock (_own) { lock (_ledger.Gate) { } }")]
    [InlineData("a try", "lock (_own) { _ledger.TryRecord(); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("a member without locks", "lock (_own) { _ledger.Idle(); }", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("a lock given back", "lock (_own) { } _ledger.Record();", "lock (_ledger.Gate) { lock (_own) { } }")]
    [InlineData("a gate", "Log.Begin(); lock (_own) { _ledger.Record(); } Log.End();", "Log.Begin(); lock (_ledger.Gate) { lock (_own) { } } Log.End();")]
    public Task Silent_on(string why, string first, string second)
    {
        Assert.NotEmpty(why);
        return Verify.CrossProject<MM1002LockOrderCycle>(Library, App(first, second));
    }

    [Fact]
    public async Task Message_names_the_member_of_the_library_without_a_place()
    {
        var library = new AnalysisInput(Library) { AssemblyName = "Library" }.Compile();
        var app = new AnalysisInput(App("lock (_own) { _ledger.Record(); }", "lock (_ledger.Gate) { lock (_own) { } }")) { References = [library.ToMetadataReference()] };
        var cycle = Assert.Single(await Analysis.Run(new RuleHost<MM1002LockOrderCycle>(), app));
        Assert.Contains("takes 'Ledger.Gate' via 'Ledger.Record'", cycle.GetMessage(CultureInfo.InvariantCulture).Replace(" (", "|(", StringComparison.Ordinal).Split('|')[1], StringComparison.Ordinal);
        Assert.All(cycle.AdditionalLocations, location => Assert.Equal(LocationKind.SourceFile, location.Kind));
        Assert.Equal(cycle.AdditionalLocations.Count, cycle.Properties.Keys.Count(key => key.StartsWith("mm.step.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compiled_file_tells_only_what_others_can_call()
    {
        var told = SummaryText.Parse(TextIn(Generated(Library)));
        Assert.Contains("M:Ledger.Deep", told.Keys);
        Assert.Contains("M:Log.Begin", told.Keys);
        Assert.DoesNotContain("M:Ledger.Inner", told.Keys);
        Assert.DoesNotContain("M:Ledger.Idle", told.Keys);
    }

    [Fact]
    public void Friends_are_told_of_internal_members()
    {
        const string Internal = "internal class C { readonly object _o = new(); internal void M() { lock (_o) { } } private void P() => M(); }";
        Assert.Null(TextIn(Generated(Internal)));
        Assert.Equal(["M:C.M"], SummaryText.Parse(TextIn(Generated("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]" + Internal))).Keys);
    }

    [Fact]
    public void Generated_source_has_no_warnings() =>
        Assert.Empty(Generated(Library).GetDiagnostics().Where(diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));

    private static Compilation Generated(string source)
    {
        CSharpGeneratorDriver.Create(new SummaryGenerator()).RunGeneratorsAndUpdateCompilation(new AnalysisInput(source).Compile(), out var compilation, out _);
        return compilation;
    }

    private static string? TextIn(Compilation compilation) => compilation.Assembly.GetAttributes()
        .SingleOrDefault(attribute => attribute.AttributeClass?.Name == MetadataSummaries.AttributeName)?.ConstructorArguments[0].Value as string;

    private static string App(string first, string second) => $$"""
        class App : Base
        {
            private readonly object _own = new();
            private readonly Ledger _ledger = new();
            public void First() { {{first}} }
            public void Second() { {{second}} }
            private void Far() => Farther();
            private void Farther() => _ledger.Record();
        }
        """;
}
