using System.Collections.Immutable;
using System.Globalization;
using MmAnalyzers.Benchmarks.Reports;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Writes what became of transplants: tables for people, lines for programs.</summary>
internal static class TransplantReport
{
    /// <summary>The smallest share that must be found.</summary>
    public const double Goal = 0.7;

    public static void Write(ImmutableArray<Outcome> outcomes, int dropped, TextWriter output)
    {
        output.WriteLine("| code base | kind | made | found | body with binding errors | another rule | silent |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var group in outcomes.GroupBy(outcome => (outcome.CodeBase, outcome.Transplant.Kind)).OrderBy(group => group.Key.Kind).GroupBy(group => group.Key.CodeBase).SelectMany(of => of))
        {
            output.WriteLine(Line(group.Key.CodeBase, group.Key.Kind.ToString(), [.. group]));
        }

        foreach (var group in outcomes.GroupBy(outcome => outcome.Transplant.Kind).OrderBy(group => group.Key))
        {
            output.WriteLine(Line("all", group.Key.ToString(), [.. group]));
        }

        output.WriteLine();
        foreach (var missed in outcomes.Where(outcome => !outcome.IsFound))
        {
            output.WriteLine($"missed: {missed.CodeBase} {missed.Transplant.Kind} {missed.Transplant.Place}: {missed.Miss}");
            foreach (var step in missed.Transplant.Recipe)
            {
                output.WriteLine($"    {step}");
            }
        }

        var found = outcomes.Count(outcome => outcome.IsFound);
        output.WriteLine(Entry.AtLeast("transplants.found", outcomes.IsEmpty ? 0 : found / (double)outcomes.Length, Goal));
        output.WriteLine(Entry.Count("transplants.made", outcomes.Length, null));
        output.WriteLine(Entry.Count("transplants.dropped", dropped, null));
    }

    private static string Line(string codeBase, string kind, ImmutableArray<Outcome> outcomes) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {codeBase} | {kind} | {outcomes.Length} | {outcomes.Count(outcome => outcome.IsFound)} | {Missed(outcomes, Judge.DoesNotBind)} | {Missed(outcomes, Judge.AnotherRule)} | {Missed(outcomes, Judge.Silent)} |");

    private static int Missed(ImmutableArray<Outcome> outcomes, string reason) => outcomes.Count(outcome => outcome.Miss?.StartsWith(reason, StringComparison.Ordinal) == true);
}
