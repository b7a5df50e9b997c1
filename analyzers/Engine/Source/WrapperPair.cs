namespace MmAnalyzers.Engine.Source;

/// <summary>
/// Two members of one type, of which one takes a lock and the other releases it, under names that mostly mean something else (<c>Enter</c>, <c>Leave</c>).
/// Neither name says anything; who calls both most likely calls these.
/// </summary>
/// <param name="Type">The simple name of the type.</param>
/// <param name="Acquire">The member that takes the lock.</param>
/// <param name="Release">The member that releases it.</param>
internal sealed record WrapperPair(string Type, string Acquire, string Release);
