using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Calls;

/// <summary>What a delegate runs, in the terms of the body that has it: code that the program shows, or whatever the body itself was given.</summary>
internal sealed record DelegateTarget
{
    /// <summary>The method, lambda or local function; null for a delegate that the body was given.</summary>
    public IMethodSymbol? Method { get; init; }

    /// <summary>The object it runs on; null for a static one, or if it is not known.</summary>
    public LockTarget? Receiver { get; init; }

    /// <summary>Whether it sees the body's own variables.</summary>
    public bool SharesLocals { get; init; }

    /// <summary>The parameter or captured variable in which the body got it.</summary>
    public AccessPath Given { get; init; } = AccessPath.Unknown;
}
