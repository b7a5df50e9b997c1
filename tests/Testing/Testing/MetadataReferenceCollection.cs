using System.Reflection;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>References to assemblies.</summary>
public class MetadataReferenceCollection : List<MetadataReference>
{
    /// <summary>Adds a reference to a loaded assembly.</summary>
    public void Add(Assembly assembly) => Add(assembly.Location);

    /// <summary>Adds a reference to an assembly file.</summary>
    public void Add(string path) => Add(MetadataReference.CreateFromFile(path));
}
