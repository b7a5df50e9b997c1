using System.Globalization;
using System.Text;

namespace MmRuntime.Exploration.Steps;

/// <summary>
/// How a schedule differs from the ordinary one. A decision is named by the task that ran last and the number of its steps, so that it stays what it is when
/// earlier ones are taken out.
/// </summary>
internal sealed class ScheduleTrace
{
    private const string Prefix = "mm1:";
    private const int Nobody = -1;
    private ulong _digest = 1;

    /// <summary>The differences in the order in which they came.</summary>
    public List<Deviation> Deviations { get; } = [];

    /// <summary>Hash over all steps, for telling whether a replay is one.</summary>
    public uint Digest => (uint)(_digest ^ (_digest >> 32));

    /// <summary>A step begins.</summary>
    public void Note(ExploredTask task, Operation operation) => _digest = Hash.Mix(_digest + ((ulong)task.Index << 8) + (ulong)operation.Kind);

    /// <summary>Another task goes on than the ordinary one.</summary>
    public void Switch(ExploredTask? from, ExploredTask to) => Deviations.Add(new Deviation(from?.Index ?? Nobody, from?.Steps ?? 0, IsChoice: false, to.Index));

    /// <summary>Something is chosen.</summary>
    public void Choice(ExploredTask task, int choice)
    {
        _digest = Hash.Mix(_digest + (ulong)choice);
        if (choice != 0)
        {
            Deviations.Add(new Deviation(task.Index, task.Steps, IsChoice: true, choice));
        }
    }

    /// <summary>One line: <c>mm1:0.17&gt;1,1.31&gt;0,0.20?1:8f3a21cc</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Prefix);
        text.AppendJoin(',', Deviations);
        return text.Append(CultureInfo.InvariantCulture, $":{Digest:x8}").ToString();
    }

    /// <summary>Reads such a line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static (IReadOnlyList<Deviation> Deviations, uint Digest) Parse(string line)
    {
        var parts = line.Trim().Split(':');
        if (parts.Length != 3 || parts[0] + ":" != Prefix || !uint.TryParse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var digest))
        {
            throw new FormatException($"'{line}' is no trace of this version: it must look like mm1:0.17>1,0.20?1:8f3a21cc");
        }

        return (parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Deviation.Parse).ToList(), digest);
    }

    /// <summary>One decision that is not the ordinary one.</summary>
    /// <param name="Task">Who ran last, or chooses.</param>
    /// <param name="Step">The number of its steps.</param>
    /// <param name="IsChoice">Whether it is the program's choice, not the scheduler's.</param>
    /// <param name="Value">Who runs now, or what is chosen.</param>
    internal readonly record struct Deviation(int Task, int Step, bool IsChoice, int Value)
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task}.{Step}{(IsChoice ? '?' : '>')}{Value}");

        /// <summary>Reads one.</summary>
        /// <exception cref="FormatException">It is none.</exception>
        public static Deviation Parse(string text)
        {
            var sign = text.IndexOfAny(['>', '?']);
            var dot = text.IndexOf('.', StringComparison.Ordinal);
            return dot > 0 && sign > dot
                ? new Deviation(Number(text[..dot]), Number(text[(dot + 1)..sign]), text[sign] == '?', Number(text[(sign + 1)..]))
                : throw new FormatException($"'{text}' is no decision of a trace");
        }

        private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
