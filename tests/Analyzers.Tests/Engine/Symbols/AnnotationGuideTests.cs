using System.Text.RegularExpressions;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

public sealed partial class AnnotationGuideTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in new[] { "docs/guide/annotate.md", "runtime/Annotations/README.md" })
        {
            for (var i = 0; i < Fenced().Count(Read(page)); i++)
            {
                data.Add(page, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Has_examples_that_compile_and_name_existing_things(string page, int index)
    {
        var source = Fenced().Matches(Read(page))[index].Groups[1].Value;
        var compilation = AnnotationCompilation.Of(source).Valid();

        Assert.Empty(new AnnotationReferences(new AnnotationReader(compilation)).Unresolved(CancellationToken.None));
    }

    [Fact]
    public void Lists_every_attribute() => Assert.All(
        AnnotationVocabulary.AllNames,
        name => Assert.Matches($@"\[(assembly: )?{name[..^"Attribute".Length]}[\]\(]", Read("docs/guide/annotate.md")));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

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
