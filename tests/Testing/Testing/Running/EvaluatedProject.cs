using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>One project of a test, ready to compile: no markup, nothing left to inherit.</summary>
internal sealed record EvaluatedProject(string Name)
{
    public required ImmutableArray<(string Path, SourceText Text)> Sources { get; init; }

    public required ImmutableArray<(string Path, SourceText Text)> AdditionalFiles { get; init; }

    public required ImmutableArray<(string Path, SourceText Text)> ConfigFiles { get; init; }

    public required ImmutableArray<MetadataReference> References { get; init; }

    public required ImmutableArray<string> ProjectReferences { get; init; }

    public required OutputKind OutputKind { get; init; }

    public required DocumentationMode? DocumentationMode { get; init; }
}
