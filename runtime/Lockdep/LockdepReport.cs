namespace MmRuntime.Lockdep;

/// <summary>One problem that the validator found. It does not change afterwards.</summary>
public sealed class LockdepReport
{
    internal LockdepReport(ReportKind kind, string identity, string headline)
    {
        Kind = kind;
        Identity = identity;
        Headline = headline;
    }

    /// <summary>What was found.</summary>
    public ReportKind Kind { get; }

    /// <summary>The same for every occurrence of the problem; each is reported once.</summary>
    public string Identity { get; }

    /// <summary>The problem in one line, in the words of the analyzers.</summary>
    public string Headline { get; }

    /// <summary>The task that met it.</summary>
    public string Task { get; internal init; } = string.Empty;

    /// <summary>Names of the locks it is about, in order of the story.</summary>
    public IReadOnlyList<string> Locks { get; internal init; } = [];

    /// <summary>The threads of a deadlock; the first is the one that met it.</summary>
    public IReadOnlyList<ReportLeg> Legs { get; internal init; } = [];

    /// <summary>What the task held, outermost first.</summary>
    public IReadOnlyList<HeldLockDescription> Held { get; internal init; } = [];

    /// <summary>Where the task was.</summary>
    public SourcePlace Place { get; internal init; }

    /// <summary>The calls that led there, one a line, innermost first.</summary>
    public string Stack { get; internal init; } = string.Empty;

    /// <summary>The whole report, as a page of text.</summary>
    public string Text => ReportText.Write(this);

    /// <inheritdoc/>
    public override string ToString() => Headline;
}
