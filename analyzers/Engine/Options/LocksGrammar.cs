using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MmAnalyzers.Engine.Options;

/// <summary>The words that a locks file may use: the one table behind reading, messages and <c>docs/guide/locks-files.md</c>.</summary>
internal static class LocksGrammar
{
    private const string Name = @"[\p{L}_][\p{L}\p{Nd}_]*";

    private static readonly Regex TypeName = new($@"^{Name}(`[0-9]+)?(\.{Name}(`[0-9]+)?)*$", RegexOptions.CultureInvariant);
    private static readonly Regex MemberName = new($@"^(?<type>{Name}(`[0-9]+)?(\.{Name}(`[0-9]+)?)*)\.(?<member>{Name}|#c?ctor)(``[0-9]+)?(\((?<parameters>[^()]*)\))?$", RegexOptions.CultureInvariant);
    private static readonly Regex MethodNames = new($"^{Name}(,{Name})*$", RegexOptions.CultureInvariant);
    private static readonly Regex Reference = new($@"^{Name}(\.{Name})*$", RegexOptions.CultureInvariant);

    private static readonly LocksKey OnLock = new("lock", "a lock as annotations name it: 'this', a parameter, 'Type.Member' or a name", Reference.IsMatch);
    private static readonly LocksKey Mode = OneOf("mode", "write", "read", "upgradeable");
    private static readonly LocksKey When = OneOf("when", "true", "false", "null", "nonnull");
    private static readonly LocksKey Callback = new("callback", "the name of a parameter, or 'this' for what the receiver was made with", new Regex($"^{Name}$", RegexOptions.CultureInvariant).IsMatch);

    /// <summary>Every first word of a line.</summary>
    public static ImmutableArray<LocksRule> Rules { get; } = ImmutableArray.Create(
        new LocksRule("lock", LocksVerb.Lock, Methods("acquire"), Methods("try"), Methods("release"), Methods("acquire-read"), Methods("try-read"), Methods("release-read"), OneOf("reentrant", "yes", "no")),
        new LocksRule("acquires", LocksVerb.Acquires, OnLock, Mode, When, OneOf("try", "yes", "no")),
        new LocksRule("releases", LocksVerb.Releases, OnLock, Mode, When),
        new LocksRule("blocks", LocksVerb.Blocks, OnLock with { Name = "on" }),
        new LocksRule("no-effect", LocksVerb.NoEffect),
        new LocksRule("runs-now", LocksVerb.RunsNow, Callback),
        new LocksRule("runs-elsewhere", LocksVerb.RunsElsewhere, Callback),
        new LocksRule("runs-on-use", LocksVerb.RunsOnUse, Callback),
        new LocksRule("runs-later", LocksVerb.RunsLater, Callback));

    /// <summary>Whether a word names a type.</summary>
    public static bool IsType(string word) => TypeName.IsMatch(word);

    /// <summary>The parts of a member's name; null if it is none.</summary>
    public static (string Type, string Member, string? Parameters)? Member(string word)
    {
        var match = MemberName.Match(word);
        if (!match.Success)
        {
            return null;
        }

        var parameters = match.Groups["parameters"];
        return (match.Groups["type"].Value, match.Groups["member"].Value.Replace('#', '.'), parameters.Success ? parameters.Value : null);
    }

    private static LocksKey Methods(string name) => new(name, "one or more method names with commas between them", MethodNames.IsMatch);

    private static LocksKey OneOf(string name, params string[] values) =>
        new(name, string.Join(", ", values.Take(values.Length - 1).Select(Quoted)) + " or " + Quoted(values[values.Length - 1]), value => values.Contains(value, StringComparer.Ordinal));

    private static string Quoted(string value) => $"'{value}'";
}
