using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

/// <summary>Trees, indexes and compilations from source text.</summary>
internal static class Compiled
{
    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static SyntaxTree Tree(string source, string path = "") => CSharpSyntaxTree.ParseText(source, path: path);

    public static TreeIndex Index(string source, string path = "") => TreeIndex.Of(Tree(source, path));

    public static ProgramIndex Program(params string[] sources) =>
        new([.. sources.Select((source, number) => Index(source, $"{number:D5}.cs"))]);

    public static CSharpCompilation Library(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name, [Tree(source, name + ".cs")], [.. Framework, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    public static CSharpCompilation Executable(string source) =>
        CSharpCompilation.Create("app", [Tree(source)], Framework, new CSharpCompilationOptions(OutputKind.ConsoleApplication));

    /// <summary>The compilation, once its text is known to be what the test means.</summary>
    public static T WithoutErrors<T>(this T compilation)
        where T : Compilation
    {
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation;
    }
}
