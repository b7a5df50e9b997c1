using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Verdicts.Cells;

namespace MmAnalyzers.Verdicts.Running;

/// <summary>Cells as an assembly in memory.</summary>
internal static class CellProgram
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(Rendezvous).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>Compiles cells into one assembly: each has a namespace of its own.</summary>
    public static Assembly Compile(IReadOnlyList<Cell> cells)
    {
        // For the run it does not matter where one project ends and the other begins.
        var trees = cells.SelectMany(cell => new[] { cell.RunText.App, cell.RunText.Library }.OfType<string>().Select(text => CSharpSyntaxTree.ParseText(text, path: cell.Name)));
        var compilation = CSharpCompilation.Create("Cells", trees.Append(CSharpSyntaxTree.ParseText(Usings)), References.Value, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success
            ? Assembly.Load(image.ToArray())
            : throw new InvalidOperationException($"A cell does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    /// <summary>Runs a cell of an assembly.</summary>
    public static Verdict Run(Assembly assembly, Cell cell)
    {
        var scene = assembly.GetType($"{cell.Space}.{SceneText.ClassName}", throwOnError: true)!;
        return cell.Scene == Scene.Alone
            ? CellRun.OfMethod(scene.GetMethod(SceneText.Alone)!.CreateDelegate<Func<Tuple<Action<int>, Func<bool>>>>())
            : CellRun.OfThreads(scene.GetMethod(SceneText.Threads)!.CreateDelegate<Func<Action[]>>());
    }
}
