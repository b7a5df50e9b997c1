namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>The command line asks for something that cannot be done; the message says what, to whoever typed it.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public UsageException()
    {
    }
}
