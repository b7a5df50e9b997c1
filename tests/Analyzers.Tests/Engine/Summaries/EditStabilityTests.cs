#pragma warning disable CA5394 // The cases must be the same in every run; nothing here is secret.
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>What is reported depends on the code alone: not on edits before, on the order of members, or on whether a build or an editor asks.</summary>
public sealed class EditStabilityTests
{
    private const int Parts = 5;
    private const int Edits = 50;

    // Each takes the own lock or another part's, in one of the ways that lead to a finding or just miss it.
    private static readonly string[] Bodies =
    [
        "lock (Gate) { Q.Touch(); }",
        "lock (Gate) { } Q.Touch();",
        "lock (Q.Gate) { lock (Gate) { } }",
        "if (n > 0) { lock (Gate) { Q.Run(n - 1); } }",
        "Monitor.Enter(Gate); if (n > 1) { return; } Monitor.Exit(Gate);",
        "s_slim.Wait(); try { Again(n); } finally { s_slim.Release(); }",
        "Take(() => { lock (Gate) { } });",
        "lock (Gate) { Take(() => Q.Touch()); }",
        "lock (Gate) { ",
    ];

    [Fact]
    public async Task Analyzers_that_saw_fifty_edits_report_what_new_ones_do()
    {
        var random = new Random(17);
        var warm = new LockAnalyzer();
        var texts = Enumerable.Range(0, Parts).Select(number => Part(number, random)).ToArray();
        var compilation = (Compilation)new AnalysisInput([.. texts.Select((text, number) => (Path(number), text))]).Compile();
        var different = new HashSet<string>(StringComparer.Ordinal);
        for (var edit = 0; edit < Edits; edit++)
        {
            var number = random.Next(Parts);
            var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == Path(number));
            compilation = compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(Part(number, random))));

            var report = await Report(warm, compilation);
            Assert.Equal(await Report(new LockAnalyzer(), compilation), report);
            different.Add(report);
        }

        Assert.InRange(different.Count, Edits / 2, Edits);
    }

    [Fact]
    public async Task Order_of_members_does_not_matter()
    {
        var random = new Random(23);
        var members = Enumerable.Range(0, Parts).Select(number => Members(number, random).ToArray()).ToArray();
        var first = await Found(members);
        Assert.Contains("MM1002", string.Join(' ', first), StringComparison.Ordinal);
        for (var round = 0; round < 5; round++)
        {
            foreach (var part in members)
            {
                random.Shuffle(part);
            }

            Assert.Equal(first, await Found(members));
        }
    }

    [Fact]
    public async Task Order_of_references_does_not_matter()
    {
        var input = Input(new Random(29));
        var compilation = input.Compile();
        var backwards = compilation.WithReferences(compilation.References.Reverse());

        Assert.Equal(await Report(new LockAnalyzer(), compilation), await Report(new LockAnalyzer(), backwards));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(41)]
    public async Task Editor_shows_nothing_that_a_build_would_not(int seed)
    {
        var compilation = Input(new Random(seed)).Compile();
        var build = await All(new LockAnalyzer(), compilation);
        var known = build.Select(Line).ToHashSet(StringComparer.Ordinal);
        var cycles = build.Where(diagnostic => diagnostic.Id == "MM1002").SelectMany(diagnostic => diagnostic.AdditionalLocations.Prepend(diagnostic.Location)).Select(location => location.GetLineSpan().Path).ToHashSet();
        var live = new List<Diagnostic>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var analyzers = compilation.WithAnalyzers([new LockAnalyzer()], Options());
            live.AddRange(await analyzers.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None));
        }

        Assert.Contains(live, diagnostic => diagnostic.Id == "MM1011");
        Assert.Equal([], live.Select(Line).Except(known));
        Assert.All(live.Where(diagnostic => diagnostic.Id == "MM1011"), diagnostic => Assert.Contains(diagnostic.Location.GetLineSpan().Path, cycles));
    }

    private static AnalysisInput Input(Random random) => new([.. Enumerable.Range(0, Parts).Select(number => (Path(number), Part(number, random, isWhole: true)))]);

    // Which rules speak in which part: lines move with their members.
    private static async Task<string[]> Found(string[][] members)
    {
        var compilation = new AnalysisInput([.. members.Select((part, number) => (Path(number), Type(number, part)))]).Compile();
        return [.. (await All(new LockAnalyzer(), compilation)).Select(diagnostic => $"{Enclosing(diagnostic)} {diagnostic.Id}").Order(StringComparer.Ordinal)];
    }

    private static string Enclosing(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim();

    private static async Task<string> Report(LockAnalyzer analyzer, Compilation compilation) => string.Join('\n', (await All(analyzer, compilation)).Select(Line).Order(StringComparer.Ordinal));

    private static async Task<IReadOnlyList<Diagnostic>> All(LockAnalyzer analyzer, Compilation compilation) =>
        await compilation.WithAnalyzers([analyzer], Options()).GetAnalyzerDiagnosticsAsync();

    private static CompilationWithAnalyzersOptions Options() =>
        new(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);

    private static string Line(Diagnostic diagnostic) => $"{diagnostic.Location.GetLineSpan()} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"/0/Part{number:D2}.cs");

    private static string Part(int number, Random random, bool isWhole = false) => Type(number, [.. Members(number, random, isWhole)]);

    private static string Type(int number, string[] members) =>
        string.Create(CultureInfo.InvariantCulture, $"public static class P{number} {{\n{string.Join('\n', members)}\n}}\n");

    private static IEnumerable<string> Members(int number, Random random, bool isWhole = true)
    {
        yield return "public static readonly object Gate = new();";
        yield return "private static readonly System.Threading.SemaphoreSlim s_slim = new(1, 1);";
        yield return "public static void Touch() { lock (Gate) { } }";
        yield return "private static void Take(System.Action run) { run(); }";
        yield return "private static void Again(int n) { s_slim.Wait(); s_slim.Release(); }";
        for (var member = 0; member < 4; member++)
        {
            // The last is half-typed.
            var body = Bodies[random.Next(isWhole ? Bodies.Length - 1 : Bodies.Length)];
            var text = new StringBuilder(body).Replace("Q.", string.Create(CultureInfo.InvariantCulture, $"P{random.Next(Parts)}.")).Replace("Monitor.", "System.Threading.Monitor.");
            yield return string.Create(CultureInfo.InvariantCulture, $"public static void Run{(member == 0 ? string.Empty : "P" + number + "M" + member)}(int n) {{ {text} }}");
        }
    }
}
