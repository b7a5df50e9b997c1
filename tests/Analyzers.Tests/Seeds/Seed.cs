namespace MmAnalyzers.Tests.Seeds;

/// <summary>A deadlock as it is met in real programs, together with its repair.</summary>
/// <param name="Name">Short name of the shape.</param>
/// <param name="Story">In one line, how the threads get stuck.</param>
/// <param name="AnyOf">The rules of which one has to report it.</param>
/// <param name="Source">The broken program; a library of its own under implicit usings.</param>
/// <param name="Repair">The smallest edits which make it sound. Deriving the twin from them keeps the pair honest: nothing else may differ.</param>
internal sealed record Seed(string Name, string Story, IReadOnlyList<string> AnyOf, string Source, params Edit[] Repair)
{
    /// <summary>Whether the rule belongs to a later storey: it counts in the score, and is not asserted.</summary>
    public bool Later { get; init; }

    /// <summary>The repaired program, in which nothing may be reported.</summary>
    public string Twin => Repair.Aggregate(Source, (text, edit) => text.Replace(edit.From, edit.To, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
