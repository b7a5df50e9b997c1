using MmAnalyzers.TestKit;

namespace MmAnalyzers.Conventions.Tests.Pages;

/// <summary>What a page shows is what the reader gets.</summary>
public sealed class PageExampleTests
{
    public static TheoryData<string> Pages() => [.. Repo.Files("docs", ".md")];

    [Theory, MemberData(nameof(Pages))]
    public async Task Examples_compile_and_report_what_they_say(string page)
    {
        foreach (var (line, text) in PageExample.In(Repo.Read(page)))
        {
            try
            {
                // All rules together, so that a page also shows that one defect has one id. The two forms of a cycle are told on a page each.
                var test = new MmTest<LockAnalyzer> { TestCode = text };
                test.DisabledDiagnostics.Add(Path.GetFileNameWithoutExtension(page) == "MM1011" ? "MM1002" : "MM1011");
                await test.RunAsync();
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                Assert.Fail($"{page}:{line}: {wrong.Message}");
            }
        }
    }

    [Fact]
    public void Finds_marked_blocks_and_no_others()
    {
        const string Page = "# A\n```csharp\nint a;\n```\n```csharp-test\nclass B;\n```\ntext\n```csharp-test\nclass C;\n\nclass D;\n```\n";
        Assert.Equal([(5, "class B;\n"), (9, "class C;\n\nclass D;\n")], PageExample.In(Page));
    }

    [Fact]
    public async Task Fails_on_an_example_that_says_what_is_not_so() =>
        await Assert.ThrowsAnyAsync<Exception>(() => Verify.AllRules("class A { void {|MM1003:M|}() { } }"));
}
