using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.TestKit;

/// <summary>Sources without markup, and what an analyzer may ask for beside them.</summary>
/// <param name="Files">Path and text of each source file.</param>
public sealed record AnalysisInput(ImmutableArray<(string Path, string Text)> Files)
{
    /// <summary>Creates an input from texts, which get the names that tests with markup give them.</summary>
    public AnalysisInput(params string[] sources)
        : this([.. sources.Select((source, index) => (string.Create(CultureInfo.InvariantCulture, $"/0/Test{index}.cs"), source))])
    {
    }

    /// <summary>The assembly's name.</summary>
    public string AssemblyName { get; init; } = "TestProject";

    /// <summary>Library or program.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>References beside the framework and the annotations.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>Additional files.</summary>
    public ImmutableArray<AdditionalText> AdditionalTexts { get; init; } = [];

    /// <summary>Options, as a global configuration file states them.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether sources may hold errors; when not, they fail, so that a typing error does not look like silence.</summary>
    public bool MayNotCompile { get; init; }

    /// <summary>Whether the analyzer may run on several threads.</summary>
    public bool Concurrent { get; init; } = true;

    /// <summary>The compilation of the sources and the usings that all tests have.</summary>
    public CSharpCompilation Compile()
    {
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), TestSetup.Parse, file.Path))
            .Append(CSharpSyntaxTree.ParseText(TestSetup.Usings, TestSetup.Parse, TestSetup.UsingsPath));
        return CSharpCompilation.Create(AssemblyName, trees, TestReferences.All.AddRange(References), TestSetup.Compilation(OutputKind));
    }
}
