using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What one project of a test consists of.</summary>
public class ProjectState(string name, string language, string defaultPrefix, string defaultExtension)
{
    /// <summary>The project's name.</summary>
    public string Name { get; } = name;

    /// <summary>The assembly's name.</summary>
    public string AssemblyName => Name;

    /// <summary>The language; C#.</summary>
    public string Language { get; } = language;

    /// <summary>The framework; null for that of the test.</summary>
    public ReferenceAssemblies? ReferenceAssemblies { get; set; }

    /// <summary>Library or program; null for a library.</summary>
    public OutputKind? OutputKind { get; set; }

    /// <summary>How documentation comments are read; null for the default.</summary>
    public DocumentationMode? DocumentationMode { get; set; }

    /// <summary>The sources, with markup.</summary>
    public SourceFileList Sources { get; } = new(defaultPrefix, defaultExtension);

    /// <summary>Sources that source generators are expected to write.</summary>
    public SourceFileCollection GeneratedSources { get; } = [];

    /// <summary>Files that analyzers may read.</summary>
    public SourceFileCollection AdditionalFiles { get; } = [];

    /// <summary>Produce further additional files when the test runs.</summary>
    public List<Func<IEnumerable<(string filename, SourceText content)>>> AdditionalFilesFactories { get; } = [];

    /// <summary>Configuration files: <c>.editorconfig</c> ones and global ones.</summary>
    public SourceFileCollection AnalyzerConfigFiles { get; } = [];

    /// <summary>Names of the other projects that this one references.</summary>
    public List<string> AdditionalProjectReferences { get; } = [];

    /// <summary>References beside the framework.</summary>
    public MetadataReferenceCollection AdditionalReferences { get; } = [];

    /// <summary>Takes over from another project whatever this one does not state.</summary>
    internal void InheritFrom(ProjectState other)
    {
        ReferenceAssemblies ??= other.ReferenceAssemblies;
        OutputKind ??= other.OutputKind;
        DocumentationMode ??= other.DocumentationMode;
        Fill(Sources, other.Sources);
        Fill(GeneratedSources, other.GeneratedSources);
        Fill(AdditionalFiles, other.AdditionalFiles);
        Fill(AdditionalFilesFactories, other.AdditionalFilesFactories);
        Fill(AnalyzerConfigFiles, other.AnalyzerConfigFiles);
        Fill(AdditionalProjectReferences, other.AdditionalProjectReferences);
        Fill(AdditionalReferences, other.AdditionalReferences);
    }

    private static void Fill<T>(List<T> own, List<T> inherited)
    {
        if (own.Count == 0)
        {
            own.AddRange(inherited);
        }
    }
}
