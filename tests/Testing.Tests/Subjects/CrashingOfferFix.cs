namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>Throws when it is asked what it offers.</summary>
public sealed class CrashingOfferFix : RenameFix
{
    protected override IEnumerable<string> Names => throw new NotSupportedException("deliberate crash");
}
