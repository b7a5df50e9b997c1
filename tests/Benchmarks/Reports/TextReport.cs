using System.Globalization;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>Writes a report for people, with the lines for programs below it.</summary>
internal static class TextReport
{
    public static void Write(Report report, TextWriter output)
    {
        output.WriteLine(report.Title);
        output.WriteLine();
        output.WriteLine("| set | build ms | added ms/KLOC | added/bind | added MB | findings | edit ms | edit p90 ms |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var row in report.Rows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.BatchMilliseconds:F0} | {row.AddedPerKloc:F2} | {row.OverBind:F3} | {row.AddedMegabytes:F1} | {row.Findings} | {row.EditMilliseconds:F1} | {row.EditNinetieth:F1} |"));
        }

        output.WriteLine();
        foreach (var entry in report.Entries)
        {
            output.WriteLine(entry);
        }

        foreach (var missed in report.Entries.Where(entry => !entry.IsMet))
        {
            output.WriteLine($"missed: {missed.Name} is {missed.ValueText}, wanted {missed.Against}");
        }

        foreach (var crash in report.Crashes)
        {
            output.WriteLine($"crash: {crash}");
        }
    }
}
