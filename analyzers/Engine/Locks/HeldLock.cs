namespace MmAnalyzers.Engine.Locks;

/// <summary>A lock that is held at some point, and since where.</summary>
/// <param name="Lock">Which.</param>
/// <param name="Mode">How.</param>
/// <param name="AcquiredAt">Where it was taken; a call, if a callee took it and returned with it held.</param>
internal sealed record HeldLock(LockRef Lock, LockMode Mode, Site AcquiredAt);
