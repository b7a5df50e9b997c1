namespace MmAnalyzers.Engine.Source;

/// <summary>The kinds of declaration that own executable code.</summary>
internal enum MemberKind
{
    /// <summary>An ordinary method, also without body (interface, abstract, extern).</summary>
    Method,

    /// <summary>An instance constructor, also a primary one.</summary>
    Constructor,

    /// <summary>A static constructor.</summary>
    StaticConstructor,

    /// <summary>A finaliser.</summary>
    Finalizer,

    /// <summary>An operator or conversion.</summary>
    Operator,

    /// <summary>An accessor with a body, or a property or indexer with an expression body.</summary>
    Accessor,

    /// <summary>A field or property with an initialiser or an attribute.</summary>
    Initializer,

    /// <summary>All top-level statements of a file.</summary>
    TopLevel,
}
