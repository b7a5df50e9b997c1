using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Options;

/// <summary>Reads <c>mm.baseline.txt</c>: one accepted finding a line, <c>MM1002 identity x2 # note</c>.</summary>
internal sealed class BaselineFile
{
    /// <summary>The name by which a file among the additional files is known to be a baseline.</summary>
    public const string FileName = "mm.baseline.txt";

    private static readonly Regex Id = new("^MM[0-9]{4}$", RegexOptions.CultureInvariant);
    private static readonly Regex Repetition = new("^x([1-9][0-9]{0,5})$", RegexOptions.CultureInvariant);

    // Identities contain documentation ids, and those may contain '#': only one at the start of a word begins a note.
    private static readonly Regex NoteStart = new(@"(^|\s)#", RegexOptions.CultureInvariant);
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly string _path;
    private readonly List<BaselineEntry> _entries = [];
    private readonly List<OptionProblem> _problems = [];
    private readonly Dictionary<(string Id, string Identity), int> _lines = [];

    private BaselineFile(string path) => _path = path;

    /// <summary>The accepted findings, in order of lines.</summary>
    public IReadOnlyList<BaselineEntry> Entries => _entries;

    /// <summary>The lines that were not understood.</summary>
    public IReadOnlyList<OptionProblem> Problems => _problems;

    /// <summary>The contents of a baseline file.</summary>
    public static BaselineFile Parse(string path, SourceText text)
    {
        var file = new BaselineFile(path);
        foreach (var line in text.Lines)
        {
            file.Read(line.ToString(), new FilePlace(path, line.Span, text.Lines.GetLinePositionSpan(line.Span)));
        }

        return file;
    }

    private void Read(string line, FilePlace place)
    {
        var note = NoteStart.Match(line);
        var words = (note.Success ? line.Substring(0, note.Index) : line).Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        if (ProblemOf(words) is { } problem)
        {
            _problems.Add(new OptionProblem(problem, place));
            return;
        }

        var entry = new BaselineEntry
        {
            Id = words[0],
            Identity = words[1],
            Count = words.Length < 3 ? 1 : int.Parse(words[2].Substring(1), NumberStyles.None, CultureInfo.InvariantCulture),
            Note = note.Success ? line.Substring(note.Index + note.Length).Trim() : string.Empty,
            Place = place,
        };
        if (_lines.TryGetValue((entry.Id, entry.Identity), out var first))
        {
            _problems.Add(new OptionProblem($"the finding is accepted in line {first} already; write the number of findings there, as in 'x2'", place));
            return;
        }

        _lines.Add((entry.Id, entry.Identity), place.Line);
        _entries.Add(entry);
    }

    private static string? ProblemOf(string[] words)
    {
        if (!Id.IsMatch(words[0]))
        {
            return $"a baseline line starts with a rule id such as 'MM1002', not with '{words[0]}'";
        }

        if (words.Length == 1)
        {
            return $"the identity of the finding is missing after '{words[0]}'";
        }

        if (words.Length > 2 && !Repetition.IsMatch(words[2]))
        {
            return $"'{words[2]}' is no number of findings such as 'x2'; a note starts with '#'";
        }

        return words.Length > 3 ? $"'{words[3]}' is too much; a note starts with '#'" : null;
    }

    /// <inheritdoc/>
    public override string ToString() => _path;
}
