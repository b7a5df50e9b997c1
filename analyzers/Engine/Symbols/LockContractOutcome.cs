using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>When a clause holds.</summary>
/// <param name="Test">What is asked.</param>
/// <param name="Text">Of what, as written; empty for <see cref="LockContractTest.Always"/>.</param>
/// <param name="Target">The member of the returned value or the parameter that is asked; null if it is the returned value itself, or nothing.</param>
/// <param name="IsResolved">Whether the text names something. If not, the clause holds on no known outcome.</param>
internal sealed record LockContractOutcome(LockContractTest Test, string Text, ISymbol? Target, bool IsResolved)
{
    /// <summary>After every normal return.</summary>
    public static readonly LockContractOutcome Always = new(LockContractTest.Always, string.Empty, null, IsResolved: true);

    /// <summary>Whether the returned value itself is asked.</summary>
    public bool IsOfReturn => Test != LockContractTest.Always && IsResolved && Target is null;

    public override string ToString() => Test == LockContractTest.Always ? "Always" : $"{Test}({Text})";
}
