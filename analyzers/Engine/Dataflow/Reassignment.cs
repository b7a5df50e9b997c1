using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>A variable on the way to a held lock got another value.</summary>
/// <param name="Variable">The variable, as a path.</param>
/// <param name="Lock">How the lock was named until then.</param>
/// <param name="Site">Where; null if it was a variable of the body itself, whose assignment is not kept.</param>
internal sealed record Reassignment(AccessPath Variable, AccessPath Lock, Site? Site);
