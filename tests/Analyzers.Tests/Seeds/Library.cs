using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Tests.Seeds;

/// <summary>Compiles a program the way the SDK would and runs every analyzer of the package over it.</summary>
internal static class Library
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(ImplicitUsings, path: "Usings.g.cs");

    private static readonly ImmutableArray<Type> AnalyzerTypes =
    [
        .. Assembly.Load("MmAnalyzers").GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))),
    ];

    /// <summary>A compilation of the program; a program is a library unless it has statements of its own.</summary>
    public static CSharpCompilation Compile(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) => CSharpCompilation.Create(
        "Program",
        [Usings, CSharpSyntaxTree.ParseText(source, path: "Program.cs")],
        References,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    /// <summary>The compiler's errors: a program of this exam must have none.</summary>
    public static IReadOnlyList<string> Errors(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
    [
        .. Compile(source, kind).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString()),
    ];

    /// <summary>What the analyzers say, in order of place. A crash of an analyzer is told as AD0001 like any other finding.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(
        string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, CancellationToken cancel = default)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. AnalyzerTypes.Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
        if (analyzers.IsEmpty)
        {
            // Else every must-stay-silent test would pass on an empty package.
            throw new InvalidOperationException("The package has no analyzer.");
        }

        var driver = Compile(source, kind).WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var found = driver.GetAnalyzerDiagnosticsAsync(cancel).GetAwaiter().GetResult();
        return [.. found.OrderBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal).ThenBy(one => one.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>What is said of a program's soundness: suggestions are about how it is written, and leave it what it is.</summary>
    public static IReadOnlyList<Diagnostic> Accuse(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        [.. Analyze(source, kind).Where(found => found.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The ids that count for a verdict: MM1011 is the editor's twin of MM1002 and says the same thing at another time.</summary>
    public static IReadOnlyList<string> Verdict(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        [.. Accuse(source, kind).Select(found => found.Id).Where(id => id != "MM1011").Distinct().Order(StringComparer.Ordinal)];
}
