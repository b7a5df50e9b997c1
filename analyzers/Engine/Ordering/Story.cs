using System.Text;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// The words for "who holds what and takes what": compiled into the analyzers and into the lock validator of the runtime, so that both tell a deadlock alike.
/// </summary>
internal static class Story
{
    /// <summary>How every message about a cycle begins.</summary>
    public const string Prefix = "Deadlock: ";

    /// <summary>A place as messages tell it, with a blank before; empty if it is not known.</summary>
    public static string Place(string file, int line) => file.Length == 0 ? string.Empty : $" ({file}:{line.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    /// <summary>One thread.</summary>
    /// <param name="member">The code that it runs.</param>
    /// <param name="held">Name of the lock held, and the place.</param>
    /// <param name="taken">Name of the lock it takes, and the way and place.</param>
    public static string Thread(string member, (string Name, string Place) held, (string Name, string Place) taken) =>
        $"'{member}' holds '{held.Name}'{held.Place} and takes '{taken.Name}'{taken.Place}";

    /// <summary>What joins a thread to those told before it.</summary>
    public static string Link(int thread) => thread switch
    {
        0 => string.Empty,
        1 => ", while ",
        _ => ", and ",
    };

    /// <summary>All threads in one line.</summary>
    public static string Threads(IEnumerable<string> threads) => string.Concat(threads.Select((thread, i) => Link(i) + thread));

    /// <summary>A column for each thread, time running down: first everybody gets the lock held, then everybody waits.</summary>
    /// <param name="threads">The code each runs, the lock it holds and the lock it then wants.</param>
    public static string Columns(IReadOnlyList<(string Member, string Held, string Taken)> threads)
    {
        var width = threads.Max(thread => Math.Max(thread.Member.Length, Math.Max(thread.Held.Length, thread.Taken.Length) + 8)) + 4;
        var text = new StringBuilder();
        AddRow(text, width, threads.Select((_, i) => $"thread {(i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}"));
        AddRow(text, width, threads.Select(thread => thread.Member));
        for (var i = 0; i < threads.Count; i++)
        {
            AddRow(text, width, Only(i, $"holds '{threads[i].Held}'"));
        }

        for (var i = 0; i < threads.Count; i++)
        {
            AddRow(text, width, Only(i, $"takes '{threads[i].Taken}'"));
        }

        return text.Append("  and none of them ever goes on.\n").ToString();
    }

    private static IEnumerable<string> Only(int column, string cell) => Enumerable.Repeat(string.Empty, column).Append(cell);

    private static void AddRow(StringBuilder text, int width, IEnumerable<string> cells)
    {
        var start = text.Length;
        foreach (var cell in cells)
        {
            text.Append("  ").Append(cell.PadRight(width));
        }

        while (text.Length > start && text[text.Length - 1] == ' ')
        {
            text.Length--;
        }

        text.Append('\n');
    }
}
