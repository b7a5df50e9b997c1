using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Calls;

/// <summary>Code that a field, property or event runs.</summary>
/// <param name="Method">The method or lambda.</param>
/// <param name="IsOnOwner">Whether its <c>this</c> is the object that has the member.</param>
internal readonly record struct MemberDelegate(IMethodSymbol Method, bool IsOnOwner);
