using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Compares one expected diagnostic with one that was reported.</summary>
internal static class DiagnosticComparison
{
    // Roslyn formats messages from arguments that it does not show; expectations state the arguments.
    private static readonly PropertyInfo? ArgumentsOfDiagnostic =
        typeof(Diagnostic).GetProperty("Arguments", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>Whether the reported one is what was expected.</summary>
    public static bool Matches(DiagnosticResult expected, Diagnostic actual) =>
        expected.Id == actual.Id && !Differences(expected, actual).Any();

    /// <summary>What differs, one line a difference.</summary>
    public static IEnumerable<string> Differences(DiagnosticResult expected, Diagnostic actual)
    {
        if (expected.Id != actual.Id)
        {
            yield return $"id: expected {expected.Id}, was {actual.Id}";
        }

        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) && expected.Severity != actual.Severity)
        {
            yield return $"severity: expected {expected.Severity}, was {actual.Severity}";
        }

        if (expected.IsSuppressed is { } suppressed && suppressed != actual.IsSuppressed)
        {
            yield return $"suppressed: expected {suppressed}, was {actual.IsSuppressed}";
        }

        foreach (var difference in Locations(expected, actual).Concat(Texts(expected, actual)))
        {
            yield return difference;
        }
    }

    /// <summary>The arguments of a diagnostic's message as text.</summary>
    public static ImmutableArray<string> Arguments(Diagnostic diagnostic) =>
        ArgumentsOfDiagnostic?.GetValue(diagnostic) is IEnumerable<object?> arguments
            ? [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? string.Empty)]
            : [];

    private static IEnumerable<string> Locations(DiagnosticResult expected, Diagnostic actual)
    {
        if (!expected.HasLocation)
        {
            return actual.Location == Location.None ? [] : [$"location: expected none, was {Places.Show(actual.Location)}"];
        }

        if (!IsAt(expected.Spans[0], actual.Location))
        {
            return [$"span: expected {Places.Show(expected.Spans[0], actual.Location.SourceTree)}, was {Places.Show(actual.Location)}"];
        }

        if (expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
        {
            return [];
        }

        var same = expected.Spans.Length - 1 == actual.AdditionalLocations.Count
            && expected.Spans.Skip(1).Zip(actual.AdditionalLocations).All(pair => IsAt(pair.First, pair.Second));
        return same
            ? []
            : [$"additional locations: expected {List(expected.Spans.Skip(1).Select(location => Places.Show(location, actual.Location.SourceTree)))}, was {List(actual.AdditionalLocations.Select(Places.Show))}"];
    }

    private static IEnumerable<string> Texts(DiagnosticResult expected, Diagnostic actual)
    {
        var message = actual.GetMessage(CultureInfo.InvariantCulture);
        var wrongMessage = expected.Message is { } wanted && wanted != message;
        if (expected.MessageArguments is { } stated)
        {
            var wantedArguments = stated.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? string.Empty).ToArray();
            var arguments = Arguments(actual);
            // With a format the message decides: unused arguments do not matter.
            if (expected.Message is null ? !wantedArguments.SequenceEqual(arguments) : wrongMessage)
            {
                yield return $"arguments: expected ({Quoted(wantedArguments)}), was ({Quoted(arguments)})";
            }
        }

        if (wrongMessage)
        {
            yield return $"message: expected \"{expected.Message}\", was \"{message}\"";
        }
    }

    private static bool IsAt(DiagnosticLocation expected, Location actual)
    {
        var span = actual.GetLineSpan();
        return span.Path == expected.Span.Path
            && span.StartLinePosition == expected.Span.StartLinePosition
            && (expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength) || span.EndLinePosition == expected.Span.EndLinePosition);
    }

    private static string Quoted(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"\"{text}\""));

    private static string List(IEnumerable<string> places)
    {
        var all = places.ToArray();
        return all.Length == 0 ? "none" : string.Join(" and ", all);
    }
}
