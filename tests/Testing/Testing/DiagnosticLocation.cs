namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A place where a diagnostic is expected.</summary>
/// <param name="Span">The place; in markup form its start line is the number of the marked span.</param>
/// <param name="Options">How the place is understood.</param>
public readonly record struct DiagnosticLocation(FileLinePositionSpan Span, DiagnosticLocationOptions Options);
