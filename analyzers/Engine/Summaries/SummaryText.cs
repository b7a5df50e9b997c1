using System.Globalization;
using System.Text;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>
/// Summaries as text, as they travel in an assembly attribute: a line with the version, then a line for each member in ordinal order of the documentation ids.
/// </summary>
/// <remarks>Holds no line numbers, spans or file names: an edit that changes no lock must not change the reference assembly, or all dependents would rebuild.</remarks>
internal static class SummaryText
{
    /// <summary>First line of every text; a reader ignores texts of versions that it does not know.</summary>
    public const string Version = "2";

    /// <summary>Longest text, in bytes of UTF-8.</summary>
    public const int MaxLength = 64 * 1024;

    // No documentation id starts like this.
    private const string Omitted = "...";

    // What the last line may need, with a count of any size.
    private const int OmittedLength = 16;

    /// <summary>The text; empty if no member does anything to locks.</summary>
    /// <param name="members">Summaries by documentation id, none of them <see cref="MethodSummary.None"/>, as <see cref="ForeignSummary"/> makes them.</param>
    public static string Write(IReadOnlyDictionary<string, MethodSummary> members)
    {
        if (members.Count == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder(Version);
        var length = Version.Length;
        var written = 0;
        foreach (var member in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            var line = "\n" + SummaryTextWriter.Line(member.Key, member.Value);
            length += Encoding.UTF8.GetByteCount(line);
            if (length > MaxLength - OmittedLength)
            {
                var omitted = (members.Count - written).ToString(CultureInfo.InvariantCulture);
                return text.Append('\n').Append(Omitted).Append('\t').Append(omitted).ToString();
            }

            text.Append(line);
            written++;
        }

        return text.ToString();
    }

    /// <summary>The summaries by documentation id; empty for text of another version or with an error in it, whole or not at all.</summary>
    public static IReadOnlyDictionary<string, MethodSummary> Parse(string? text)
    {
        var members = new Dictionary<string, MethodSummary>(StringComparer.Ordinal);
        var lines = (text ?? string.Empty).Split('\n');
        if (lines[0] != Version)
        {
            return members;
        }

        try
        {
            foreach (var line in lines.Skip(1).Where(line => !line.StartsWith(Omitted, StringComparison.Ordinal)))
            {
                var (id, summary) = new SummaryTextReader(line).Line();
                members[id] = summary;
            }
        }
        catch (FormatException)
        {
            members.Clear();
        }

        return members;
    }
}
