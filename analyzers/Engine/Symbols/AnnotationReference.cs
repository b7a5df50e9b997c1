using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>One name written in an argument of an annotation.</summary>
/// <param name="Text">The name.</param>
/// <param name="Role">What it should name.</param>
/// <param name="Attribute">The attribute, as it is written: <c>GuardedBy</c>.</param>
/// <param name="Anchor">The symbol that the attribute stands on.</param>
/// <param name="Location">The argument.</param>
internal sealed record AnnotationReference(string Text, AnnotationRole Role, string Attribute, ISymbol Anchor, Location Location);
