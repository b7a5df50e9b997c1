namespace MmAnalyzers.Conventions.Tests.Pages;

/// <summary>Fenced blocks of a page that promise to compile and to report exactly what their markup says.</summary>
internal static class PageExample
{
    private const string Fence = "```csharp-test";

    /// <summary>Number and text of each such block, in order.</summary>
    public static IReadOnlyList<(int Line, string Text)> In(string page)
    {
        var examples = new List<(int, string)>();
        List<string>? block = null;
        var start = 0;
        foreach (var (line, number) in page.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (line, i + 1)))
        {
            if (block is null)
            {
                (block, start) = line.TrimEnd() == Fence ? ([], number) : (block, start);
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                examples.Add((start, string.Join('\n', block) + "\n"));
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }

        Assert.True(block is null, $"The block that starts in line {start} has no end.");
        return examples;
    }
}
