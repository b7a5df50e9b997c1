using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>An additional file that exists only in the test.</summary>
internal sealed class AdditionalFile(string path, SourceText text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path { get; } = path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
