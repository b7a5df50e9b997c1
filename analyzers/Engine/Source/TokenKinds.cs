namespace MmAnalyzers.Engine.Source;

/// <summary>What the names and statements in a member hint at, before anything is bound.</summary>
[Flags]
internal enum TokenKinds
{
    /// <summary>Nothing of interest.</summary>
    None = 0,

    /// <summary>A <c>lock</c> statement or <c>[MethodImpl(Synchronized)]</c>: taken and released in one place.</summary>
    Balanced = 1,

    /// <summary>A name that takes a lock and leaves it held.</summary>
    Acquire = 2,

    /// <summary>A name that takes a lock and returns its guard (<c>EnterScope</c>).</summary>
    Scope = 4,

    /// <summary>A name that releases a lock.</summary>
    Release = 8,

    /// <summary>A name that waits for something other than a lock.</summary>
    Wait = 16,

    /// <summary>Something that may start concurrent work: a thread, task, timer or <c>async</c>.</summary>
    Concurrency = 32,

    /// <summary>A <c>using</c> statement or declaration, which releases guards.</summary>
    Using = 64,

    /// <summary>The member calls one of its own parameters, so its callers' lambdas run inside it.</summary>
    Callback = 128,

    /// <summary>Any sign of a lock.</summary>
    AnyLock = Balanced | Acquire | Scope | Release,
}
