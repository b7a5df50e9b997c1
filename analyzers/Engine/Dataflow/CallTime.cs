namespace MmAnalyzers.Engine.Dataflow;

/// <summary>When what a call does happens, as seen from the body that makes it.</summary>
internal enum CallTime
{
    /// <summary>Before the body goes on.</summary>
    Here,

    /// <summary>While a caller of the body waits for the task that the body returns: after the body has given back its locks.</summary>
    HandedOn,

    /// <summary>Nobody seen waits for it: only what happens before the first <c>await</c> is known to happen.</summary>
    Unknown,
}
