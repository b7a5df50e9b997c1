using System.Globalization;
using System.Text;
using MmAnalyzers.Engine.Ordering;

namespace MmRuntime.Lockdep;

/// <summary>A report as a page: the line, who holds what when, the chains, the calls.</summary>
internal static class ReportText
{
    public static string Write(LockdepReport report)
    {
        var text = new StringBuilder().Append(report.Headline).Append("\n\n");
        if (report.Legs.Count > 0)
        {
            text.Append(Story.Columns([.. report.Legs.Select(leg => (leg.Member, leg.Held, leg.Taken))])).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"task '{report.Task}' {(report.Place.ToString() is { Length: > 0 } place ? $"at {place} " : string.Empty)}holds ");
        text.Append(report.Held.Count == 0 ? "nothing\n" : ":\n");
        foreach (var held in report.Held)
        {
            text.Append("  ").Append(held).Append('\n');
        }

        AddStack(text, "its calls, innermost first", report.Stack);
        for (var i = 1; i < report.Legs.Count; i++)
        {
            var leg = report.Legs[i];
            text.Append(CultureInfo.InvariantCulture, $"\nthread {i + 1}, seen first in task '{leg.Task}': '{leg.Held}' acquired at {leg.HeldAt}, then '{leg.Taken}' at {leg.TakenAt}\n");
            AddStack(text, "its calls, innermost first", leg.Stack);
        }

        return text.ToString();
    }

    private static void AddStack(StringBuilder text, string title, string stack)
    {
        if (stack.Length > 0)
        {
            text.Append(title).Append(":\n").Append(stack);
        }
    }
}
