namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>Files, methods and parameter lists stay readable.</summary>
public sealed class SizeLimitTests
{
    [Fact]
    public void Nothing_is_larger_than_its_limit_without_a_reason() =>
        Findings.None(Found().Where(found => !SizeLimits.Exceptions.ContainsKey(Key(found))));

    [Fact]
    public void Every_exception_is_still_needed() => Findings.None(SizeLimits.Exceptions.Keys.Except(Found().Select(Key)));

    [Fact]
    public void Reports_a_long_file_a_long_method_and_many_parameters()
    {
        var body = string.Concat(Enumerable.Repeat("    Console.WriteLine();\n", 460));
        var found = SizeLimits.TooLarge("x/A.cs", "class A {\n  void Long(int a, int b, int c, int d, int e, int f) {\n" + body + "  }\n}\n");
        Assert.Equal(["x/A.cs file lines", "x/A.cs Long lines", "x/A.cs Long parameters"], found.Select(Key));
    }

    [Fact]
    public void Silent_on_a_record_and_an_override() => Assert.Empty(SizeLimits.TooLarge(
        "x/A.cs", "record A(int A, int B, int C, int D, int E, int F) { protected override void M(int a, int b, int c, int d, int e, int f) { } }"));

    private static IEnumerable<string> Found() => Repo.Sources().SelectMany(file => SizeLimits.TooLarge(file, Repo.Read(file)));

    private static string Key(string found) => found[..found.LastIndexOf(':')];
}
