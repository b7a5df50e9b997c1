using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Conventions.Tests.Architecture;

/// <summary>
/// Who names whom, read from source with a semantic model: constants and attributes, which leave no trace in an assembly, are seen too.
/// Documentation comments do not count.
/// </summary>
internal sealed class DependencyGraph
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly Func<NamedType, string?> _roomOf;
    private readonly List<Dependency> _dependencies = [];

    private DependencyGraph(Func<NamedType, string?> roomOf) => _roomOf = roomOf;

    /// <summary>Every naming across rooms, in order of files.</summary>
    public IReadOnlyList<Dependency> Dependencies => _dependencies;

    /// <summary>Reads sources; a type for which <paramref name="roomOf"/> gives null takes no part.</summary>
    public static DependencyGraph Of(IEnumerable<(string File, string Text)> sources, Func<NamedType, string?> roomOf)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, options, source.File)).ToList();
        var compilation = CSharpCompilation.Create(
            "Architecture",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var graph = new DependencyGraph(roomOf);
        foreach (var tree in trees)
        {
            graph.Read(tree, compilation.GetSemanticModel(tree));
        }

        return graph;
    }

    /// <summary>Reads all C# files below folders of the repository.</summary>
    public static DependencyGraph OfFolders(IEnumerable<string> folders, Func<NamedType, string?> roomOf) =>
        Of(folders.SelectMany(folder => Repo.Files(folder, ".cs")).Select(file => (file, Repo.Read(file))), roomOf);

    /// <summary>A way through rooms that ends where it starts, told by one naming for each step; empty if there is none.</summary>
    public IReadOnlyList<Dependency> FindCycle()
    {
        var steps = _dependencies.Where(dependency => dependency.From != dependency.To).GroupBy(dependency => dependency.From)
            .ToDictionary(group => group.Key, group => group.DistinctBy(step => step.To).ToList());
        return steps.Keys.Order(StringComparer.Ordinal).Select(start => WayBack(start, steps)).FirstOrDefault(way => way.Count > 0) ?? [];
    }

    private static List<Dependency> WayBack(string start, Dictionary<string, List<Dependency>> steps)
    {
        var cameBy = new Dictionary<string, Dependency>();
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var room))
        {
            foreach (var step in steps.GetValueOrDefault(room, []).Where(step => cameBy.TryAdd(step.To, step)))
            {
                queue.Enqueue(step.To);
            }
        }

        var way = new List<Dependency>();
        for (var room = start; cameBy.TryGetValue(room, out var step) && !way.Contains(step); room = step.From)
        {
            way.Insert(0, step);
        }

        return way.Count > 0 && way[0].From == start ? way : [];
    }

    private static IEnumerable<MetadataReference> References()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return platform.Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Mm", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    private static NamedType Describe(ITypeSymbol type)
    {
        var outermost = type;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        return new NamedType(outermost.ContainingNamespace.ToDisplayString(), outermost.Name, outermost.BaseType?.Name ?? string.Empty);
    }

    private static bool IsConstant(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.IsConst,
        INamedTypeSymbol { IsStatic: true } type => type.GetMembers().All(member => member is IFieldSymbol { IsConst: true }),
        _ => false,
    };

    private static ITypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        IArrayTypeSymbol array => TypeOf(array.ElementType),
        ITypeParameterSymbol or null or INamespaceSymbol => null,
        ITypeSymbol type => type.OriginalDefinition,
        _ => symbol.ContainingType?.OriginalDefinition,
    };

    private void Read(SyntaxTree tree, SemanticModel model)
    {
        foreach (var node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            if (node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null || model.GetSymbolInfo(node).Symbol is not { } symbol)
            {
                continue;
            }

            if (TypeOf(symbol) is { } target && target.Locations.Any(location => location.IsInSource) && Enclosing(node, model) is { } source)
            {
                Add(tree, node, source, symbol, target);
            }
        }
    }

    private static INamedTypeSymbol? Enclosing(SyntaxNode node, SemanticModel model)
    {
        // An attribute or base list of a type belongs to it, though it stands outside its braces.
        var declaration = node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() as MemberDeclarationSyntax ?? node.FirstAncestorOrSelf<DelegateDeclarationSyntax>();
        return declaration is null ? null : model.GetDeclaredSymbol(declaration) as INamedTypeSymbol;
    }

    private void Add(SyntaxTree tree, SyntaxNode node, INamedTypeSymbol source, ISymbol symbol, ITypeSymbol target)
    {
        var (from, to) = (Describe(source), Describe(target));
        if (_roomOf(from) is { } fromRoom && _roomOf(to) is { } toRoom && from != to)
        {
            var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
            _dependencies.Add(new Dependency($"{tree.FilePath}:{line}", fromRoom, toRoom, from, to, symbol.ToDisplayString(), IsConstant(symbol)));
        }
    }
}
