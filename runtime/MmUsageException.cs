namespace MmRuntime;

/// <summary>The simulated machine was used as no correct kernel code would use it: a frame freed twice, a reference dropped that nobody holds.</summary>
/// <remarks>A defect of the caller, not a simulated fault: those are results. The message names the object, its state and, in checked mode, both places.</remarks>
public sealed class MmUsageException : InvalidOperationException
{
    /// <summary>A misuse.</summary>
    public MmUsageException()
    {
    }

    /// <summary>A misuse.</summary>
    /// <param name="message">Which.</param>
    public MmUsageException(string message)
        : base(message)
    {
    }

    /// <summary>A misuse that another exception came of.</summary>
    /// <param name="message">Which.</param>
    /// <param name="innerException">What it came of.</param>
    public MmUsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
