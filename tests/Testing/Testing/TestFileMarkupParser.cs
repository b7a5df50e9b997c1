using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Testing.Markup;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Reads and writes marked source: <c>[|x|]</c> marks a span, <c>{|Name:x|}</c> a named one, <c>$$</c> a position. Spans may nest.
/// </summary>
public static class TestFileMarkupParser
{
    /// <summary>Everything that the markup says; a span without a name has the empty one.</summary>
    public static void GetPositionsAndSpans(
        string input, out string output, out ImmutableArray<int> positions, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        var marked = MarkedSource.Read(input, treatPositionIndicatorsAsCode: false);
        (output, positions, spans) = (marked.Text, marked.Positions, marked.Spans);
    }

    /// <summary>The marked spans by name.</summary>
    public static void GetSpans(
        string input, bool treatPositionIndicatorsAsCode, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        var marked = MarkedSource.Read(input, treatPositionIndicatorsAsCode);
        (output, spans) = (marked.Text, marked.Spans);
    }

    /// <summary>The marked spans by name.</summary>
    public static void GetSpans(string input, out string output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        GetSpans(input, treatPositionIndicatorsAsCode: false, out output, out spans);

    /// <summary>The spans without a name.</summary>
    public static void GetSpans(string input, out string output, out ImmutableArray<TextSpan> spans)
    {
        GetSpans(input, out output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> named);
        spans = named.GetValueOrDefault(string.Empty, []);
    }

    /// <summary>The only span without a name.</summary>
    public static void GetSpan(string input, out string output, out TextSpan span)
    {
        GetSpans(input, out output, out ImmutableArray<TextSpan> spans);
        span = spans.Single();
    }

    /// <summary>The only position.</summary>
    public static void GetPosition(string input, out string output, out int cursorPosition)
    {
        GetPositionsAndSpans(input, out output, out var positions, out _);
        cursorPosition = positions.Single();
    }

    /// <summary>The source with markup put in.</summary>
    public static string CreateTestFile(string code, ImmutableArray<int> positions, ImmutableDictionary<string, ImmutableArray<TextSpan>> spans) =>
        new MarkedSource(code, positions, spans).ToMarkup();
}
