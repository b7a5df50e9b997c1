namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Links lead somewhere, nothing tells whose machine a text was written on, nothing is put off.</summary>
public sealed class TextTests
{
    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".targets", ".md", ".sln", ".json", ".config", ".editorconfig", ".globalconfig", ".txt", ".yml", "run"];

    [Fact]
    public void Relative_links_of_pages_lead_to_files() => Findings.None(
        Repo.Files("", ".md").SelectMany(file => TextRules.BrokenLinks(file, Repo.Read(file), target => Path.Exists(Repo.PathOf(target)))));

    [Fact]
    public void No_text_names_a_path_of_a_machine() => Findings.None(AllTexts().SelectMany(file => TextRules.MachinePaths(file, Repo.Read(file))));

    [Fact]
    public void Nothing_is_put_off() => Findings.None(AllTexts().SelectMany(file => TextRules.PutOff(file, Repo.Read(file))));

    [Theory]
    [InlineData("docs/rules/A.md", "see [b](../guide/b.md#part)", "docs/guide/b.md")]
    [InlineData("README.md", "![x](./x.png \"title\")", "x.png")]
    public void Resolves_links_from_the_folder_of_the_page(string file, string text, string target)
    {
        Assert.Empty(TextRules.BrokenLinks(file, text, path => path == target));
        Assert.Single(TextRules.BrokenLinks(file, text, path => false));
    }

    [Theory]
    [InlineData("[a](https://example.org/x) [b](#part)")]
    [InlineData("```csharp\nvar x = a[0](missing.md);\n```\n")]
    public void Silent_on_addresses_and_code(string text) => Assert.Empty(TextRules.BrokenLinks("README.md", text, path => false));

    [Fact]
    public void Reports_a_path_of_a_machine()
    {
        Assert.Single(TextRules.MachinePaths("a", "see /" + "home/me/file"));
        Assert.Single(TextRules.MachinePaths("a", "C" + @":\Users\me"));
        Assert.Empty(TextRules.MachinePaths("a", "https://example.org/home/page and docs/work/x"));
    }

    [Fact]
    public void Reports_what_is_put_off() => Assert.Equal(2, TextRules.PutOff("a", "// TO" + "DO: later\n[Fact(Skip" + " = \"slow\")]").Count());

    private static IEnumerable<string> AllTexts() => Texts.SelectMany(suffix => Repo.Files("", suffix)).Distinct();
}
