using System.Globalization;
using System.Security;
using System.Text;

namespace MmAnalyzers.Benchmarks.Reports;

/// <summary>Draws what each set adds to a build and to an edit as bars.</summary>
internal static class SvgReport
{
    private const int Width = 640;
    private const int LabelWidth = 110;
    private const int BarHeight = 18;

    public static void Write(Report report, string path) => File.WriteAllText(path, Draw(report));

    /// <summary>The picture.</summary>
    public static string Draw(Report report)
    {
        var floor = report.Rows.FirstOrDefault()?.EditMilliseconds ?? 0;
        var panels = new[]
        {
            ("Build: ms added for a thousand lines", report.Rows.Skip(1).Select(row => (row.Name, row.AddedPerKloc))),
            ("Edit: ms added to the diagnostics of one document", report.Rows.Skip(1).Select(row => (row.Name, row.EditMilliseconds - floor))),
        };
        var body = new StringBuilder();
        var top = 24;
        Text(body, 8, top, report.Title, "bold");
        foreach (var (title, bars) in panels)
        {
            top += 30;
            Text(body, 8, top, title, "normal");
            var shown = bars.ToList();
            var scale = (Width - LabelWidth - 80) / Math.Max(0.001, shown.Select(bar => bar.Item2).DefaultIfEmpty(1).Max());
            foreach (var (name, value) in shown)
            {
                top += BarHeight + 6;
                var length = Math.Max(1, value * scale);
                Text(body, 8, top, name, "normal");
                body.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{LabelWidth}" y="{top - 14}" width="{length:F1}" height="{BarHeight}" fill="#4477aa"/>""");
                Text(body, (int)(LabelWidth + length + 6), top, value.ToString("F2", CultureInfo.InvariantCulture), "normal");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{top + 20}" font-family="sans-serif" font-size="13">{"\n"}{body}</svg>{"\n"}""");
    }

    private static void Text(StringBuilder body, int left, int top, string text, string weight) =>
        body.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{left}" y="{top}" font-weight="{weight}">{SecurityElement.Escape(text)}</text>""");
}
