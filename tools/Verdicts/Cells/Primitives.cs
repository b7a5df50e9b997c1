namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The rows of the matrix: every lock of the framework in every form in which it is taken, and locks that users write around them.</summary>
internal static class Primitives
{
    public static IReadOnlyList<Primitive> All { get; } = [.. MonitorForms.All, .. LockForms.All, .. SemaphoreForms.All, .. ReaderWriterForms.All, .. UserForms.All];

    /// <summary>A primitive of an acquire and a release call, held by try and finally.</summary>
    /// <param name="name">The row's heading.</param>
    /// <param name="field">Declares the lock.</param>
    /// <param name="acquire">The acquire call.</param>
    /// <param name="release">The release call.</param>
    /// <param name="attempt">An expression that takes the lock if it is free.</param>
    public static Primitive Explicit(string name, string field, string acquire, string release, string attempt) =>
        new(name, field, Brackets.Finally(acquire, release))
        {
            Acquire = acquire,
            Release = release,
            Try = Brackets.If(attempt, release),
            Attempt = attempt,
            Undo = release,
        };

    /// <summary>A primitive that is only ever tried.</summary>
    public static Primitive Tried(string name, string field, string attempt, string release, string check) =>
        new(name, field, Brackets.If(attempt, release))
        {
            Acquire = $"if (!{attempt})\n{{\nreturn;\n}}",
            Release = release,
            MayGiveUp = true,
            Attempt = check,
            Undo = release,
        };
}
