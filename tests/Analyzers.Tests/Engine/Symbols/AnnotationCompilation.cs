using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Engine.Symbols;
using MmRuntime.Annotations;

namespace MmAnalyzers.Tests.Engine.Symbols;

/// <summary>Compiles small sources for tests of what annotations mean.</summary>
internal static class AnnotationCompilation
{
    private static readonly MetadataReference[] Framework =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "netstandard.dll" or "System.Threading.dll" or "System.Collections.dll")
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    private static readonly MetadataReference Annotations = MetadataReference.CreateFromFile(typeof(LockClassAttribute).Assembly.Location);

    private const string Usings = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Compiles with the annotations and the usual usings.</summary>
    public static CSharpCompilation Of(params string[] sources) => Of("Test", sources, Annotations);

    /// <summary>Compiles against the annotations and another project.</summary>
    public static CSharpCompilation With(MetadataReference reference, string source) => Of("Test", [source], Annotations, reference);

    /// <summary>A project for others to reference.</summary>
    public static CSharpCompilation Library(string source) => Of("Library", [source], Annotations);

    /// <summary>Compiles without the annotations.</summary>
    public static CSharpCompilation Without(string source) => Of("Test", [source]);

    /// <summary>Fails if the sources do not compile.</summary>
    public static CSharpCompilation Valid(this CSharpCompilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>The compiled form of a project.</summary>
    public static MetadataReference Emitted(this CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>The member (or, without a dot, the type) of this name.</summary>
    public static ISymbol Symbol(this Compilation compilation, string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0
            ? compilation.GetTypeByMetadataName(name)!
            : compilation.GetTypeByMetadataName(name[..dot])!.GetMembers(name[(dot + 1)..])[0];
    }

    /// <summary>The contract of a member.</summary>
    public static LockContract Contract(this Compilation compilation, string name) => new AnnotationReader(compilation).ContractOf(compilation.Symbol(name));

    /// <summary>The only clause of a member's contract.</summary>
    public static LockContractClause Clause(this Compilation compilation, string name) => Assert.Single(compilation.Contract(name).Clauses);

    private static CSharpCompilation Of(string name, string[] sources, params MetadataReference[] references) => CSharpCompilation.Create(
        name,
        sources.Append(Usings).Select((source, i) => CSharpSyntaxTree.ParseText(source, path: $"/{name}/File{i}.cs")),
        Framework.Concat(references),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
