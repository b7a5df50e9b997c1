using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>What names tell of the members that wrap a lock.</summary>
/// <param name="Kinds">Names that mostly mean wrappers, and what each does.</param>
/// <param name="Pairs">Wrappers under names that mostly do not, in ordinal order.</param>
internal sealed record WrapperNames(IReadOnlyDictionary<string, TokenKinds> Kinds, ImmutableArray<WrapperPair> Pairs);
