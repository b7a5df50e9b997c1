namespace MmAnalyzers.Conventions.Tests;

/// <summary>Text that is committed and must equal what the code says; one variable accepts a change made on purpose.</summary>
internal static class Accepted
{
    private const string Variable = "MM_ACCEPT";

    /// <summary>Fails unless the committed file holds exactly <paramref name="received"/>.</summary>
    public static void Check(string relative, string received)
    {
        var path = Repo.PathOf(relative);
        var committed = File.Exists(path) ? Normalize(File.ReadAllText(path)) : string.Empty;
        if (committed == Normalize(received))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Write(path, received);
            return;
        }

        var beside = "artifacts/received/" + relative;
        Write(Repo.PathOf(beside), received);
        Assert.Fail(
            $"{relative} does not say what the code says.\n{FirstDifference(committed, Normalize(received))}\n"
            + $"Received: {beside}. If the change is meant, run the tests of tests/Conventions.Tests once with {Variable}=1 and commit the file.");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n");

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Normalize(text));
    }

    private static string FirstDifference(string committed, string received)
    {
        var old = committed.Split('\n');
        var now = received.Split('\n');
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
        {
            line++;
        }

        return $"line {line + 1}\n  committed: {old.ElementAtOrDefault(line) ?? "(end)"}\n  code says: {now.ElementAtOrDefault(line) ?? "(end)"}";
    }
}
