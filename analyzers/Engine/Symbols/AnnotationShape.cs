namespace MmAnalyzers.Engine.Symbols;

/// <summary>How one attribute of the vocabulary is read.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Main">The property that its main text is in; empty if it has none.</param>
/// <param name="Role">What that text names.</param>
/// <param name="DefaultMode">The mode it means if none is written.</param>
internal sealed record AnnotationShape(LockContractKind Kind, string Main = "", AnnotationRole Role = AnnotationRole.None, LockContractMode DefaultMode = LockContractMode.Any);
