namespace MmRuntime.Exploration;

/// <summary>What a program under exploration claims is not so.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Without a word.</summary>
    public CheckFailedException()
    {
    }

    /// <summary>A claim.</summary>
    public CheckFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A claim that failed because something else did.</summary>
    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
