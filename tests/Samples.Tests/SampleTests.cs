namespace MmAnalyzers.Samples.Tests;

/// <summary>Broken samples are reported exactly, fixed ones not at all.</summary>
public sealed class SampleTests
{
    [Theory, MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task Broken_reports_exactly_what_is_expected(string name)
    {
        var found = await Sample.Broken(name).AnalyzeAsync(withLive: false);
        var expected = Sample.Expected(name);
        var missing = expected.Except(found).ToList();
        var extra = found.Except(expected).ToList();
        Assert.True(
            missing.Count + extra.Count == 0 && found.Count == expected.Length,
            $"samples/{name}/expected.txt\nnot reported:\n{string.Join('\n', missing)}\nnot expected:\n{string.Join('\n', extra)}\n{found.Count} reported, {expected.Length} expected");
        Assert.NotEmpty(expected);
    }

    [Theory, MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task Fixed_is_silent_with_every_rule_on(string name) => Assert.Empty(await Sample.Fixed(name).AnalyzeAsync(withLive: true));

    [Theory, MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public void Every_sample_has_both_programs_and_a_readme(string name)
    {
        var root = Path.GetDirectoryName(Sample.Broken(name).Folder)!;
        var project = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
        string[] files = [$"Broken/{project}.Broken.csproj", $"Fixed/{project}.Fixed.csproj", "README.md", "expected.txt"];
        Assert.DoesNotContain(files, file => !File.Exists(Path.Combine(root, file)));
        var solution = File.ReadAllText(Path.Combine(root, "../../MmAnalyzers.sln"));
        Assert.Contains($"{project}.Fixed.csproj", solution, StringComparison.Ordinal);
        Assert.DoesNotContain($"{project}.Broken.csproj", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_samples() => Assert.NotEmpty(Sample.Names());
}
