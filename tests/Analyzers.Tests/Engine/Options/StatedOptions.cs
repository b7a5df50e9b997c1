using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Tests.Engine.Options;

/// <summary>Options as a test states them: global ones, those of every tree, and additional files.</summary>
internal sealed class StatedOptions : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions => new Values(Global);

    public Dictionary<string, string> Global { get; } = new(AnalyzerConfigOptions.KeyComparer);

    public Dictionary<string, string> PerTree { get; } = new(AnalyzerConfigOptions.KeyComparer);

    public List<(string Path, string? Text)> Files { get; } = [];

    /// <summary>What the reader makes of one global option.</summary>
    public static EngineOptions Read(string key, string value) => new StatedOptions { Global = { [key] = value } }.Read();

    /// <summary>What the reader makes of all.</summary>
    public EngineOptions Read() => OptionReader.Read(
        new AnalyzerOptions([.. Files.Select(file => new TextFile(file.Path, file.Text))], this), CSharpSyntaxTree.ParseText(string.Empty), CancellationToken.None);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(PerTree);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(PerTree);

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }

    private sealed class TextFile(string path, string? text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
    }
}
