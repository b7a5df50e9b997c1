using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>The presets say what the descriptors say.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Names() => [.. Preset.All.Select(preset => preset.Name)];

    [Theory, MemberData(nameof(Names))]
    public void File_says_what_the_descriptors_say(string name) => Accepted.Check(Of(name).File, Of(name).Text(RuleIndex.Entries));

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Every_id_is_in_every_preset(string id) =>
        Findings.None(Preset.All.Where(preset => !Repo.Read(preset.File).Contains($"dotnet_diagnostic.{id}.severity = ", StringComparison.Ordinal)).Select(preset => $"{id} is not in {preset.File}"));

    [Fact]
    public void The_warning_about_an_unknown_preset_lists_exactly_the_known_ones() => Assert.Contains(
        $"<_MmAnalyzersKnownPresets>{string.Join(", ", Preset.All.Select(preset => preset.Name))}</_MmAnalyzersKnownPresets>",
        Repo.Read("tools/Package/buildTransitive/MmAnalyzers.targets"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(DiagnosticSeverity.Error, true, "error error error warning none")]
    [InlineData(DiagnosticSeverity.Warning, true, "warning warning error suggestion none")]
    [InlineData(DiagnosticSeverity.Info, true, "suggestion suggestion suggestion silent none")]
    [InlineData(DiagnosticSeverity.Warning, false, "none warning error none none")]
    public void Severity_in_each_preset(DiagnosticSeverity severity, bool isEnabled, string expected)
    {
        var entry = new Entry("MM1234", "Example", new DiagnosticDescriptor("MM1234", "t", "m", "c", severity, isEnabled), Rule: null, [], NoFixReason: null);
        var words = Preset.All.Select(preset => preset.Text([entry]).TrimEnd().Split(' ')[^1]);
        Assert.Equal(expected, string.Join(' ', words), StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.None));
    }

    private static Preset Of(string name) => Preset.All.Single(preset => preset.Name == name);
}
