namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Makes an identifier that is none: the tree is not that of its text.</summary>
public sealed class BrokenFix : RenameFix
{
    protected override IEnumerable<string> Names => ["door, hatch"];
}
