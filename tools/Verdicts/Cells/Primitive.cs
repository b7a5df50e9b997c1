namespace MmAnalyzers.Verdicts.Cells;

/// <summary>One way of locking. In its templates <c>{0}</c> is the lock, <c>{1}</c> a suffix that is unique in the method and <c>{m}</c> the accessibility.</summary>
/// <param name="Name">The row's heading.</param>
/// <param name="Field">Declares the lock.</param>
/// <param name="Region">The text around a region in which it is held.</param>
internal sealed record Primitive(string Name, string Field, Brackets Region)
{
    /// <summary>The expression that is locked.</summary>
    public string Operand { get; init; } = "{0}";

    /// <summary>Whether all objects of the class share the lock.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether a region is a synchronized method of the lock's own class.</summary>
    public bool IsSynchronizedMethod { get; init; }

    /// <summary>A bare acquire, where the form has one.</summary>
    public string Acquire { get; init; } = "";

    /// <summary>A bare release, where the form has one.</summary>
    public string Release { get; init; } = "";

    /// <summary>Whether the bare acquire may leave the method without the lock.</summary>
    public bool MayGiveUp { get; init; }

    /// <summary>The region of a writer, where the form has one.</summary>
    public Brackets? Writer { get; init; }

    /// <summary>Whether each lock has a writer on a thread of its own.</summary>
    public bool HasWriters { get; init; }

    /// <summary>A region that is skipped when the lock is not free, where the form has one.</summary>
    public Brackets? Try { get; init; }

    /// <summary>Whether the methods are asynchronous.</summary>
    public bool IsAsync { get; init; }

    /// <summary>An expression that takes the lock if it is free.</summary>
    public required string Attempt { get; init; }

    /// <summary>What gives it back after the attempt.</summary>
    public required string Undo { get; init; }

    /// <summary>Types that the form needs.</summary>
    public string Support { get; init; } = "";
}
