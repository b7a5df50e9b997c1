using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules;

/// <summary>The examples of the rule pages do what the pages say: under all rules together, so that one defect has one id.</summary>
public sealed partial class RulePageTests
{
    // One finding under two ids: the editor's and the build's.
    private const string AtEnd = "MM1002";
    private const string Live = "MM1011";

    private static readonly string Root = FindRoot();

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in Pages())
        {
            for (var i = 0; i < Fenced().Count(Text(page)); i++)
            {
                data.Add(page, i);
            }
        }

        return data;
    }

    public static TheoryData<string> AllPages => [.. Pages()];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_reports_what_it_says(string page, int index)
    {
        var source = Fenced().Matches(Text(page))[index].Groups[1].Value;
        var twin = page == Live ? AtEnd : Live;
        TestFileMarkupParser.GetSpans(source, out var text, out System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>> spans);

        var found = await Analysis.Run(new LockAnalyzer(), text);

        var expected = spans.SelectMany(pair => pair.Value.Select(span => $"{pair.Key} {span}")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, found.Where(diagnostic => diagnostic.Id != twin).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Page_has_an_example_that_is_reported_and_one_that_is_not(string page)
    {
        var examples = Fenced().Matches(Text(page)).Select(match => match.Groups[1].Value).ToList();

        // A body that is too large is nothing to read.
        Assert.True(page == "MM9005" || examples.Count == 0 || examples.Exists(example => example.Contains($"{{|{page}:", StringComparison.Ordinal)), page);
        Assert.True(examples.Count == 0 || examples.Exists(example => !example.Contains("{|", StringComparison.Ordinal)), page);
    }

    private static IEnumerable<string> Pages() =>
        RuleCatalogue.All.SelectMany(rule => rule.Descriptors).Select(descriptor => descriptor.Id).Where(id => File.Exists(PathOf(id))).Order(StringComparer.Ordinal);

    private static string Text(string page) => File.ReadAllText(PathOf(page)).ReplaceLineEndings("\n");

    private static string PathOf(string page) => Path.Combine(Root, "docs", "rules", page + ".md");

    [GeneratedRegex("```csharp-test\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MmAnalyzers.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        }

        return folder;
    }
}
