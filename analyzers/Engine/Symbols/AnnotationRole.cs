namespace MmAnalyzers.Engine.Symbols;

/// <summary>What the text in an argument of an annotation is a name of.</summary>
internal enum AnnotationRole
{
    /// <summary>Nothing that could be looked up: a lock class being declared, an obligation, a reason.</summary>
    None,

    /// <summary>A lock.</summary>
    Lock,

    /// <summary>A lock or any other object: what is waited for, signalled, or run.</summary>
    Target,

    /// <summary>What tells how a call ended: the returned value, a member of it, a parameter.</summary>
    Outcome,

    /// <summary>A member of the returned value's type that stands for one value.</summary>
    Result,

    /// <summary>A member of the type that owns the annotated member.</summary>
    OwnerMember,

    /// <summary>A member of the annotated type, or of the type of the annotated returned value.</summary>
    ValueMember,
}
