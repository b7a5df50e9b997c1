namespace MmAnalyzers.CodeFixes.Tests.Fixes;

/// <summary>A class with two locks and something to guard, for members that leak.</summary>
internal static class Desk
{
    /// <summary>The class with members; its ends of line are theirs.</summary>
    public static string With(string members)
    {
        const string Head = """
            class Desk
            {
                private readonly object _desk = new();
                private readonly Lock _gate = new();
                private readonly List<decimal> _prices = [];
                private int _count;
                static void Trace(string text) { }

            """;
        var text = Head + members + "\n}\n";
        return members.Contains('\r', StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
    }
}
