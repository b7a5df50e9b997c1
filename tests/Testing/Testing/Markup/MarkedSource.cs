using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Markup;

/// <summary>Source text and what was marked in it.</summary>
internal sealed record MarkedSource(string Text, ImmutableArray<int> Positions, ImmutableDictionary<string, ImmutableArray<TextSpan>> Spans)
{
    private const int TagLength = 2;

    /// <summary>Source that is taken as it is.</summary>
    public static MarkedSource Plain(string text) => new(text, [], ImmutableDictionary<string, ImmutableArray<TextSpan>>.Empty);

    /// <summary>Separates source from markup.</summary>
    public static MarkedSource Read(string input, bool treatPositionIndicatorsAsCode)
    {
        var reader = new Reader(input, treatPositionIndicatorsAsCode);
        return reader.Read();
    }

    /// <summary>Puts the markup back in: spans must nest, and of those that start together the longer one is the outer.</summary>
    public string ToMarkup()
    {
        var marks = Spans
            .SelectMany(pair => pair.Value.Select(span => (Span: span, Open: pair.Key.Length == 0 ? "[|" : $"{{|{pair.Key}:", Close: pair.Key.Length == 0 ? "|]" : "|}")))
            .OrderBy(mark => mark.Span.Start)
            .ThenByDescending(mark => mark.Span.Length)
            .ToArray();
        var result = new StringBuilder();
        for (var at = 0; at <= Text.Length; at++)
        {
            // What was opened last is closed first; empty spans open and close in one place.
            Append(result, marks.Reverse().Where(mark => mark.Span.End == at && !mark.Span.IsEmpty).Select(mark => mark.Close));
            Append(result, Positions.Where(position => position == at).Select(_ => "$$"));
            Append(result, marks.Where(mark => mark.Span.Start == at).Select(mark => mark.Span.IsEmpty ? mark.Open + mark.Close : mark.Open));
            if (at < Text.Length)
            {
                result.Append(Text[at]);
            }
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            result.Append(tag);
        }
    }

    private sealed class Reader(string input, bool positionsAreCode)
    {
        private readonly StringBuilder _text = new();
        private readonly ImmutableArray<int>.Builder _positions = ImmutableArray.CreateBuilder<int>();
        private readonly Stack<(string Name, bool Named, int Start, int At)> _open = new();
        private readonly List<(string Name, TextSpan Span)> _spans = [];

        public MarkedSource Read()
        {
            for (var at = 0; at < input.Length;)
            {
                at += Step(at);
            }

            if (_open.TryPeek(out var open))
            {
                throw Malformed(open.At, open.Named ? $"'{{|{open.Name}:' is never closed by '|}}'" : "'[|' is never closed by '|]'");
            }

            var spans = _spans.GroupBy(span => span.Name, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.Select(span => span.Span).Order().ToImmutableArray(), StringComparer.Ordinal);
            return new MarkedSource(_text.ToString(), _positions.ToImmutable(), spans);
        }

        /// <summary>Reads a tag or a character, and says how much of the input that was.</summary>
        private int Step(int at)
        {
            switch (Tag(at))
            {
                case "$$" when !positionsAreCode:
                    _positions.Add(_text.Length);
                    return TagLength;
                case "[|":
                    _open.Push((string.Empty, false, _text.Length, at));
                    return TagLength;
                case "{|" when NameAt(at + TagLength) is { } name:
                    _open.Push((name, true, _text.Length, at));
                    return TagLength + name.Length + 1;
                case "|]":
                    Close(at, named: false);
                    return TagLength;
                case "|}":
                    Close(at, named: true);
                    return TagLength;
                default:
                    _text.Append(input[at]);
                    return 1;
            }
        }

        private string Tag(int at) => at + TagLength <= input.Length ? input.Substring(at, TagLength) : string.Empty;

        private string? NameAt(int start)
        {
            var end = start;
            while (end < input.Length && (char.IsAsciiLetterOrDigit(input[end]) || input[end] is '-' or '_' or '.' or '#'))
            {
                end++;
            }

            return end > start && end < input.Length && input[end] == ':' ? input[start..end] : null;
        }

        private void Close(int at, bool named)
        {
            if (!_open.TryPop(out var open))
            {
                throw Malformed(at, named ? "'|}' closes nothing" : "'|]' closes nothing");
            }

            if (open.Named != named)
            {
                throw Malformed(at, named ? "'|}' stands where '[|' wants '|]'" : $"'|]' stands where '{{|{open.Name}:' wants '|}}'");
            }

            _spans.Add((open.Name, TextSpan.FromBounds(open.Start, _text.Length)));
        }

        private InvalidOperationException Malformed(int at, string what)
        {
            var line = input.AsSpan(0, at).Count('\n') + 1;
            return new InvalidOperationException(string.Format(CultureInfo.InvariantCulture, "Malformed markup in line {0}: {1}.", line, what));
        }
    }
}
