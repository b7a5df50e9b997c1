using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.CodeFixes.Editing;

/// <summary>What a finding about a cycle says of it in its properties.</summary>
internal static class CycleProperties
{
    private const string Identity = "mm.identity";
    private const string Step = "mm.step.";

    /// <summary>Whether the locks are of different classes: the order of two locks of one class is no matter of exchanging names.</summary>
    public static bool HasDifferentClasses(Diagnostic finding)
    {
        if (!finding.Properties.TryGetValue(Identity, out var identity) || identity is null)
        {
            return false;
        }

        var classes = identity.Split('|').Select(entry => entry.Split('>')[0]).ToList();
        return classes.Distinct(StringComparer.Ordinal).Count() == classes.Count;
    }

    /// <summary>Identities of the two locks of a finding about one body, as its own identity states them; null if it is about one lock, or not plain to read.</summary>
    public static (string Held, string Taken)? HeldAndTaken(Diagnostic finding) =>
        finding.Properties.TryGetValue(Identity, out var identity) && identity?.Split('|') is { Length: 2 } parts && identity.IndexOf('%') < 0
            ? (parts[0].Split('>')[0], parts[1])
            : null;

    /// <summary>Whether the member that is reported at takes its locks against the order of their names.</summary>
    public static bool IsAgainstNameOrder(Diagnostic finding) =>
        FirstLock(finding, "acquire") is { } held && FirstLock(finding, "wait") is { } taken && string.CompareOrdinal(held, taken) > 0;

    // Steps of the member reported at come first: thread|kind|lock|text.
    private static string? FirstLock(Diagnostic finding, string kind)
    {
        for (var i = 0; finding.Properties.TryGetValue(Step + i.ToString(CultureInfo.InvariantCulture), out var step); i++)
        {
            if (step?.Split('|') is { Length: > 2 } parts && parts[1] == kind)
            {
                return parts[2];
            }
        }

        return null;
    }
}
