namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Asserts that a test fails and says why.</summary>
internal static class Failing
{
    /// <summary>The test must fail with a message that holds all these parts.</summary>
    public static async Task<string> Says(Func<Task> test, params string[] parts)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(test);
        Assert.All(parts, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        return failure.Message;
    }
}
