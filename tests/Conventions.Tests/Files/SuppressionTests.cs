namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Whoever switches a warning off says why.</summary>
public sealed class SuppressionTests
{
    private static readonly string[] ProjectFiles = [".csproj", ".props", ".targets"];

    [Fact]
    public void Every_suppression_in_source_has_a_reason() =>
        Findings.None(Repo.Sources().SelectMany(file => Suppressions.WithoutReason(file, Repo.Read(file))));

    [Fact]
    public void Every_rule_switched_off_in_a_config_has_a_reason() =>
        Findings.None(Repo.Files("", ".editorconfig").SelectMany(file => Suppressions.WithoutReasonInConfig(file, Repo.Read(file))));

    [Fact]
    public void Every_warning_switched_off_in_a_project_has_a_reason() =>
        Findings.None(ProjectFiles.SelectMany(suffix => Repo.Files("", suffix))
            .SelectMany(file => Suppressions.WithoutReasonInProject(file, Repo.Read(file))));

    [Theory]
    [InlineData("#pragma warning disable CA1000\nclass A;")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Design\", \"CA1000\")] class A;")]
    [InlineData("[SuppressMessage(\"Design\", \"CA1000\", Justification = \"\")] class A;")]
    public void Reports_a_suppression_without_reason(string text) => Assert.Single(Suppressions.WithoutReason("A.cs", text));

    [Theory]
    [InlineData("#pragma warning disable CA1000 // The interface demands it.\nclass A;\n#pragma warning restore CA1000")]
    [InlineData("[SuppressMessage(\"Design\", \"CA1000\", Justification = \"The interface demands it.\")] class A;")]
    public void Silent_when_the_reason_is_there(string text) => Assert.Empty(Suppressions.WithoutReason("A.cs", text));

    [Fact]
    public void Reports_a_config_line_and_a_project_line_without_comment()
    {
        Assert.Equal(["c: dotnet_diagnostic.B.severity = none"], Suppressions.WithoutReasonInConfig("c", "# why\ndotnet_diagnostic.A.severity = none\n\ndotnet_diagnostic.B.severity = none\n"));
        Assert.Single(Suppressions.WithoutReasonInProject("p", "<PropertyGroup>\n<NoWarn>CS1</NoWarn>"));
    }
}
