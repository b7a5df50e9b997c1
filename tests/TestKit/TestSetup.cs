using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace MmAnalyzers.TestKit;

/// <summary>What all tests have in common, for both verifiers.</summary>
internal static class TestSetup
{
    /// <summary>
    /// What tests of rules leave out. That nothing is reported in generated code and that pragmas work is decided by the host of the rules, not by a rule;
    /// it is tested once there, instead of analysing every source three times.
    /// </summary>
    public const TestBehaviors OfRules = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;

    /// <summary>The file that stands for the SDK's implicit usings.</summary>
    public const string UsingsPath = "/0/GlobalUsings.cs";

    /// <summary>The implicit usings that lock code needs.</summary>
    public static SourceText Usings { get; } = SourceText.From(string.Concat(
        new[] { "System", "System.Collections.Generic", "System.Linq", "System.Threading", "System.Threading.Tasks" }.Select(name => $"global using {name};\n")));

    /// <summary>The compiler's options: nullable annotations are understood, but nobody has to write tests that satisfy them.</summary>
    public static CSharpCompilationOptions Compilation(OutputKind kind) =>
        new(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations);

    /// <summary>The parser's options.</summary>
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Latest, DocumentationMode.Parse);

    /// <summary>Sets references before a test states its sources.</summary>
    public static void Prepare(AnalyzerTest<DefaultVerifier> test)
    {
        // A framework by name only, so that neither verifier looks for a package.
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
    }

    /// <summary>Adds the usings to every project that states sources, so that they are the last of its files and the first keeps its name.</summary>
    public static void AddUsings(SolutionState state)
    {
        AddUsings(state.Sources, UsingsPath);
        foreach (var project in state.AdditionalProjects.Values)
        {
            AddUsings(project.Sources, $"/{project.Name}/GlobalUsings.cs");
            if (project.AdditionalReferences.Count == 0)
            {
                project.AdditionalReferences.AddRange(TestReferences.All);
            }
        }
    }

    private static void AddUsings(SourceFileList sources, string path)
    {
        if (sources.Count > 0 && sources.All(source => source.filename != path))
        {
            sources.Add((path, Usings));
        }
    }
}
