using System.Globalization;
using MmAnalyzers.Engine.Ordering;

namespace MmRuntime.Exploration.Reports;

/// <summary>Names of things and places in reports.</summary>
internal static class Wording
{
    /// <summary>A lock or other object: what it calls itself, or the name of its type.</summary>
    public static string NameOf(object subject)
    {
        var type = subject.GetType();
        return subject.ToString() is { Length: > 0 } text && text != type.ToString() ? text : type.Name;
    }

    /// <summary> at File.cs:12, or nothing if the place is not known. Reports are read by others: no folders.</summary>
    public static string At(CallSite site) =>
        string.IsNullOrEmpty(site.File) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" at {FileOf(site.File)}:{site.Line}");

    /// <summary>The same place as messages of the validator tell it.</summary>
    public static string InStory(CallSite site) => string.IsNullOrEmpty(site.File) ? string.Empty : Story.Place(FileOf(site.File), site.Line);

    /// <summary>Names in quotes, with commas and an and.</summary>
    public static string List(IEnumerable<string> names)
    {
        var quoted = names.Select(name => $"'{name}'").ToList();
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }

    // A path of the machine that compiled the program, which need not be like this one's.
    private static string FileOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
