using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Source;

/// <summary>Where the source of a symbol can be bound.</summary>
/// <param name="Compilation">The compilation that holds the source.</param>
/// <param name="Symbol">The same member as that compilation sees it.</param>
internal readonly record struct SymbolSource(Compilation Compilation, ISymbol Symbol);
