namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Severities from configuration files, as the command-line compiler would find them.</summary>
internal sealed class ConfigSeverities(AnalyzerConfigSet config) : SyntaxTreeOptionsProvider
{
    private const string GeneratedCodeKey = "generated_code";

    /// <inheritdoc/>
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        config.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue(GeneratedCodeKey, out var text) && bool.TryParse(text, out var generated)
            ? generated ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated
            : GeneratedKind.Unknown;

    /// <inheritdoc/>
    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        config.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

    /// <inheritdoc/>
    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        config.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
}
