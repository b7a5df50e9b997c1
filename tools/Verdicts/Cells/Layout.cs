using System.Text;

namespace MmAnalyzers.Verdicts.Cells;

/// <summary>Indents text in which every brace that opens or closes a block begins a line of its own.</summary>
internal static class Layout
{
    /// <summary>The text, four blanks a level.</summary>
    public static string Indented(string text)
    {
        var depth = 0;
        var result = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            depth -= line.StartsWith('}') ? 1 : 0;
            result.Append(line.Length == 0 ? "" : new string(' ', 4 * depth)).Append(line).Append('\n');
            depth += line == "{" ? 1 : 0;
        }

        return result.ToString();
    }
}
