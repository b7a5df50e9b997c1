namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How closely the tree that a code action made must resemble the tree of its own text.</summary>
public enum CodeActionValidationMode
{
    /// <summary>Not compared.</summary>
    None = 0,

    /// <summary>The same nodes and tokens; white space may sit elsewhere.</summary>
    SemanticStructure = 1,

    /// <summary>The same in every detail.</summary>
    Full = 2,
}
