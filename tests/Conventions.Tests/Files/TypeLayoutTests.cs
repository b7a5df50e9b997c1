namespace MmAnalyzers.Conventions.Tests.Files;

/// <summary>A type is found by the name of its file.</summary>
public sealed class TypeLayoutTests
{
    [Fact]
    public void One_public_type_a_file_called_like_the_file() => Findings.None(Repo.Sources().SelectMany(file => TypeLayout.Faults(file, Repo.Read(file))));

    [Theory]
    [InlineData("public class A; public class B;", "declares 2 public types: A, B")]
    [InlineData("public class B; class A;", "is not called after its type (B)")]
    [InlineData("namespace N; class B;", "is not called after its type (B)")]
    [InlineData("class A { class LockHelper; }", "'LockHelper' ends in 'Helper', which says nothing of what it is")]
    public void Reports_a_layout_that_hides_a_type(string text, string fault) => Assert.Contains("x/A.cs: " + fault, TypeLayout.Faults("x/A.cs", text));

    [Theory]
    [InlineData("x/A.cs", "public class A; internal class B;")]
    [InlineData("x/A{T}.cs", "public class A<T>;")]
    [InlineData("x/A.Part.cs", "public partial class A;")]
    [InlineData("x/Program.cs", "System.Console.WriteLine();")]
    public void Silent_on_the_usual_layouts(string file, string text) => Assert.Empty(TypeLayout.Faults(file, text));
}
