using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Testing.Markup;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Tells in which way the diagnostics are not the expected ones, and what a test that expects them would say.</summary>
internal static class MismatchReport
{
    /// <summary>The report.</summary>
    public static string Write(DiagnosticMatching matching, int expectedCount, ImmutableArray<Diagnostic> actual)
    {
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"Diagnostics are not as expected: {expectedCount} expected, {actual.Length} reported.");
        var unexpected = matching.Unexpected.ToList();
        foreach (var missing in matching.Missing)
        {
            var nearest = unexpected.Where(diagnostic => Nearness(missing, diagnostic) > 0).MaxBy(diagnostic => Nearness(missing, diagnostic));
            if (nearest is null)
            {
                var place = missing.HasLocation ? Places.Show(missing.Spans[0], TreeOf(missing, actual)) : "nowhere";
                report.AppendLine(CultureInfo.InvariantCulture, $"  MISSING    {missing.Id} at {place}");
                continue;
            }

            unexpected.Remove(nearest);
            report.AppendLine(CultureInfo.InvariantCulture, $"  DIFFERENT  {nearest.Id} at {Places.Show(nearest.Location)}");
            foreach (var difference in DiagnosticComparison.Differences(missing, nearest))
            {
                report.AppendLine("               " + difference);
            }
        }

        foreach (var diagnostic in unexpected)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"  UNEXPECTED {Describe(diagnostic)}");
        }

        AppendPaste(report, actual);
        return report.ToString();
    }

    private static string Describe(Diagnostic diagnostic)
    {
        // A crashed analyzer tells where only in the description.
        var detail = diagnostic.Id == "AD0001" ? Environment.NewLine + diagnostic.Descriptor.Description.ToString(CultureInfo.InvariantCulture) : string.Empty;
        return $"{diagnostic.Severity} {diagnostic.Id} at {Places.Show(diagnostic.Location)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}{detail}";
    }

    /// <summary>How likely an expectation means a diagnostic: the same id somewhere, or the same place with another id.</summary>
    private static int Nearness(DiagnosticResult expected, Diagnostic actual)
    {
        var span = actual.Location.GetLineSpan();
        var samePlace = expected.HasLocation && expected.Spans[0].Span.Path == span.Path && expected.Spans[0].Span.StartLinePosition == span.StartLinePosition;
        var sameLine = expected.HasLocation && expected.Spans[0].Span.Path == span.Path && expected.Spans[0].Span.StartLinePosition.Line == span.StartLinePosition.Line;
        return (expected.Id == actual.Id ? 4 : 0) + (samePlace ? 2 : 0) + (sameLine && expected.Id == actual.Id ? 1 : 0);
    }

    private static SyntaxTree? TreeOf(DiagnosticResult expected, ImmutableArray<Diagnostic> actual) =>
        actual.Select(diagnostic => diagnostic.Location.SourceTree).FirstOrDefault(tree => tree?.FilePath == expected.Spans[0].Span.Path);

    /// <summary>What to expect instead, once somebody has convinced himself that the report is right.</summary>
    private static void AppendPaste(StringBuilder report, ImmutableArray<Diagnostic> actual)
    {
        if (actual.IsEmpty)
        {
            return;
        }

        var numbers = new Dictionary<Location, int>();
        report.AppendLine("To expect what was reported:");
        foreach (var diagnostic in actual)
        {
            var places = diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Where(place => place.IsInSource);
            var locations = places.Select(place => $".WithLocation({Number(numbers, place)})").DefaultIfEmpty(".WithNoLocation()");
            var arguments = DiagnosticComparison.Arguments(diagnostic).Select(Literal).ToArray();
            var withArguments = arguments.Length == 0 ? string.Empty : $".WithArguments({string.Join(", ", arguments)})";
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"    new DiagnosticResult(\"{diagnostic.Id}\", DiagnosticSeverity.{diagnostic.Severity}){string.Concat(locations)}{withArguments},");
        }

        foreach (var file in numbers.GroupBy(pair => pair.Key.SourceTree!))
        {
            var spans = file.ToImmutableDictionary(pair => $"#{pair.Value}", pair => ImmutableArray.Create(pair.Key.SourceSpan), StringComparer.Ordinal);
            report.AppendLine(CultureInfo.InvariantCulture, $"with {file.Key.FilePath}:");
            report.AppendLine(new MarkedSource(file.Key.GetText().ToString(), [], spans).ToMarkup());
        }
    }

    private static int Number(Dictionary<Location, int> numbers, Location place)
    {
        if (!numbers.TryGetValue(place, out var number))
        {
            number = numbers.Count;
            numbers.Add(place, number);
        }

        return number;
    }

    private static string Literal(string text) => CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
