using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Locks;

/// <summary>What an expression that names a lock resolves to, before it is known which primitive it is.</summary>
/// <param name="Path">Which instance.</param>
/// <param name="ClassId">Id of the class.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Variable">The field, property, local or parameter that holds it.</param>
internal sealed record LockTarget(AccessPath Path, string ClassId, string Name, ISymbol? Variable);
