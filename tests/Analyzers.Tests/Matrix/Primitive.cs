namespace MmAnalyzers.Tests.Matrix;

/// <summary>
/// One way of locking, as templates in which <c>{0}</c> is the lock and <c>{1}</c> a suffix that is unique in the method.
/// </summary>
/// <param name="Name">The row's heading.</param>
/// <param name="Field">Declares the lock.</param>
/// <param name="Open">Begins the region in which it is held.</param>
/// <param name="Close">Ends that region, on every path.</param>
internal sealed record Primitive(string Name, string Field, string Open, string Close)
{
    /// <summary>A bare acquire, where the form has one.</summary>
    public string Acquire { get; init; } = "";

    /// <summary>A bare release, where the form has one.</summary>
    public string Release { get; init; } = "";

    /// <summary>Whether the methods are asynchronous.</summary>
    public bool IsAsync { get; init; }

    /// <summary>A further method for each lock.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Blocking acquisitions in a circle.</summary>
    public required Verdict Cycle { get; init; }

    /// <summary>Acquired again by its holder.</summary>
    public required Verdict Again { get; init; }

    /// <summary>Left held on one of several exits.</summary>
    public required Verdict Leak { get; init; }

    /// <summary>Released once more than acquired.</summary>
    public required Verdict Twice { get; init; }
}
