using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>The references of an assembly, compared one by one.</summary>
internal sealed record ReferenceSet(string AssemblyName, ImmutableArray<MetadataReference> References)
{
    /// <summary>Whether all of them are files, so that another test may use the same ones.</summary>
    public bool IsLasting => References.All(reference => reference is PortableExecutableReference { FilePath: not null });

    /// <summary>An empty compilation with these references, bound once and for all that are derived from it.</summary>
    public CSharpCompilation Bind()
    {
        var compilation = CSharpCompilation.Create(AssemblyName, [], References);
        _ = compilation.GlobalNamespace;
        return compilation;
    }

    /// <inheritdoc/>
    public bool Equals(ReferenceSet? other) =>
        other is not null && AssemblyName == other.AssemblyName && References.SequenceEqual(other.References);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(AssemblyName, References.Length, References.IsEmpty ? null : References[^1]);
}
