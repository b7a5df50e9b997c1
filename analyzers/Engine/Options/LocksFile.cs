using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.Engine.Options;

/// <summary>Reads <c>*.mmlocks.txt</c>: what members of libraries do with locks and delegates, one statement a line.</summary>
internal sealed class LocksFile
{
    /// <summary>The end of the names by which files among the additional files are known to be of this kind.</summary>
    public const string Extension = ".mmlocks.txt";

    private static readonly char[] Blanks = [' ', '\t'];

    private readonly List<LocksEntry> _entries = [];
    private readonly List<OptionProblem> _problems = [];

    private LocksFile()
    {
    }

    /// <summary>The statements, in order of lines.</summary>
    public IReadOnlyList<LocksEntry> Entries => _entries;

    /// <summary>The lines that were not understood.</summary>
    public IReadOnlyList<OptionProblem> Problems => _problems;

    /// <summary>The contents of a file.</summary>
    public static LocksFile Parse(string path, SourceText text)
    {
        var file = new LocksFile();
        foreach (var line in text.Lines)
        {
            var words = line.ToString().Split(Blanks, StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#').ToArray();
            if (words.Length > 0)
            {
                file.Read(words, new FilePlace(path, line.Span, text.Lines.GetLinePositionSpan(line.Span)));
            }
        }

        return file;
    }

    private void Read(string[] words, FilePlace place)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var rule = LocksGrammar.Rules.FirstOrDefault(candidate => candidate.Word == words[0]);
        if ((rule is null ? UnknownWord(words[0]) : ProblemOf(rule, words, values)) is { } problem)
        {
            _problems.Add(new OptionProblem(problem, place));
        }
        else if (rule!.IsAboutType)
        {
            _entries.AddRange(OfType(words[1], values, place));
        }
        else
        {
            _entries.Add(OfMember(rule.Verb, LocksGrammar.Member(words[1])!.Value, values, place));
        }
    }

    private static string? ProblemOf(LocksRule rule, string[] words, Dictionary<string, string> values)
    {
        var what = rule.IsAboutType ? "a type such as 'Acme.Latch'" : "a member such as 'Acme.Bus.Publish'";
        if (words.Length == 1)
        {
            return $"after '{rule.Word}' comes {what}";
        }

        if (rule.IsAboutType ? !LocksGrammar.IsType(words[1]) : LocksGrammar.Member(words[1]) is null)
        {
            return $"after '{rule.Word}' comes {what}, and '{words[1]}' is none";
        }

        var problem = words.Skip(2).Select(word => ProblemOf(rule, word, values)).FirstOrDefault(found => found is not null);
        return problem is null && rule.IsAboutType && !values.Keys.Any(key => key.StartsWith("acquire", StringComparison.Ordinal) || key.StartsWith("try", StringComparison.Ordinal))
            ? "a lock needs a method that takes it, as in 'acquire=Enter'"
            : problem;
    }

    private static string? ProblemOf(LocksRule rule, string word, Dictionary<string, string> values)
    {
        var sign = word.IndexOf('=');
        var name = sign < 0 ? word : word.Substring(0, sign);
        if (rule.Keys.FirstOrDefault(candidate => candidate.Name == name) is not { } key)
        {
            var known = rule.Keys.Select(candidate => candidate.Name).ToList();
            var hint = NearestName.Of(name, known) is { } near ? $"; did you mean '{near}'?" : known.Count == 0 ? string.Empty : $"; there is {string.Join(", ", known)}";
            return sign < 0 ? $"'{word}' is too much: what follows the name looks like 'key=value', and a note starts with '#'" : $"'{rule.Word}' has no key '{name}'{hint}";
        }

        var value = sign < 0 ? string.Empty : word.Substring(sign + 1);
        if (!key.IsAllowed(value))
        {
            return $"'{value}' is no value of '{name}', which is {key.Allowed}";
        }

        if (values.ContainsKey(name))
        {
            return $"'{name}' is said twice";
        }

        values.Add(name, value);
        return null;
    }

    private static string UnknownWord(string word)
    {
        var words = LocksGrammar.Rules.Select(rule => rule.Word).ToList();
        return NearestName.Of(word, words) is { } near
            ? $"a line cannot start with '{word}'; did you mean '{near}'?"
            : $"a line starts with one of {string.Join(", ", words)}, not with '{word}'";
    }

    private static LocksEntry OfMember(LocksVerb verb, (string Type, string Member, string? Parameters) name, Dictionary<string, string> values, FilePlace place) => new()
    {
        Verb = verb,
        Type = name.Type,
        Member = name.Member,
        Parameters = name.Parameters,
        Subject = Value(values, "lock") ?? Value(values, "on") ?? Value(values, "callback"),
        Mode = Value(values, "mode") ?? string.Empty,
        When = Value(values, "when") ?? string.Empty,
        IsTry = Value(values, "try") == "yes",
        Place = place,
    };

    private static IEnumerable<LocksEntry> OfType(string type, Dictionary<string, string> values, FilePlace place)
    {
        var isReentrant = Value(values, "reentrant") is { } said ? said == "yes" : (bool?)null;
        yield return new() { Verb = LocksVerb.Lock, Type = type, IsReentrant = isReentrant, Place = place };
        foreach (var key in values.Keys.Where(key => key != "reentrant").OrderBy(key => key, StringComparer.Ordinal))
        {
            var isTry = key.StartsWith("try", StringComparison.Ordinal);
            foreach (var method in values[key].Split(','))
            {
                yield return new()
                {
                    Verb = key.StartsWith("release", StringComparison.Ordinal) ? LocksVerb.Releases : LocksVerb.Acquires,
                    Type = type,
                    Member = method,
                    Subject = "this",
                    Mode = key.EndsWith("-read", StringComparison.Ordinal) ? "read" : "write",
                    When = isTry ? "true" : string.Empty,
                    IsTry = isTry,
                    Place = place,
                };
            }
        }
    }

    private static string? Value(Dictionary<string, string> values, string key) => values.TryGetValue(key, out var value) ? value : null;
}
