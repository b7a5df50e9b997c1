using System.Collections.Immutable;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Fixes what editors never show.</summary>
public sealed class EndFix : RenameFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["END1"];

    protected override IEnumerable<string> Names => ["Door"];
}
