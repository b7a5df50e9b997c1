namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How markup is read.</summary>
[Flags]
public enum MarkupOptions
{
    /// <summary>The default.</summary>
    None = 0,

    /// <summary>A span without an id means the first descriptor, however many there are.</summary>
    UseFirstDescriptor = 1,

    /// <summary>Two dollar signs are code, as interpolated raw strings need them.</summary>
    TreatPositionIndicatorsAsCode = 2,
}
