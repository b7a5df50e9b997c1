namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Changes nothing.</summary>
public sealed class KeepFix : RenameFix
{
    protected override IEnumerable<string> Names => ["gate"];
}
