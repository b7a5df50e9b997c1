namespace MmAnalyzers.Conventions.Tests;

/// <summary>Says every finding in full; xunit cuts long strings, and the end of these names the symbol.</summary>
internal static class Findings
{
    /// <summary>Fails if there is any.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.Distinct().ToList();
        if (all.Count > 0)
        {
            Assert.Fail($"{all.Count} found:\n{string.Join('\n', all)}");
        }
    }
}
