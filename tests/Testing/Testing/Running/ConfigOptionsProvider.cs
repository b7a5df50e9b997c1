using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Options from configuration files, as the command-line compiler would find them.</summary>
internal sealed class ConfigOptionsProvider(AnalyzerConfigSet config) : AnalyzerConfigOptionsProvider
{
    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => new ConfigOptions(config.GlobalConfigOptions.AnalyzerOptions);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => ForPath(tree.FilePath);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => ForPath(textFile.Path);

    private ConfigOptions ForPath(string path) => new(config.GetOptionsForSourcePath(path).AnalyzerOptions);
}
