namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Renames gates to <c>door</c>, or to <c>hatch</c>.</summary>
public sealed class DoorFix : RenameFix
{
    protected override IEnumerable<string> Names => ["door", "hatch"];
}
