namespace MmAnalyzers.Engine.Symbols;

/// <summary>When a member runs a delegate that it is given.</summary>
internal enum CallbackTiming
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>Before it returns, on the calling thread: with all locks that the caller holds.</summary>
    Now,

    /// <summary>Before it returns, on other threads and perhaps on the calling one too: the caller's locks are held meanwhile, but not by the code that runs.</summary>
    NowElsewhere,

    /// <summary>Not before it returns: whoever enumerates the result, or asks it for its value, runs the delegate on its own thread.</summary>
    OnUse,

    /// <summary>Not before it returns, and with none of the caller's locks: on another thread, or when something happens.</summary>
    Later,
}
