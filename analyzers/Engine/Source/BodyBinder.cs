using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Source;

/// <summary>Binds bodies that the driver did not hand over: the only place that asks a compilation for semantic models and graphs.</summary>
/// <remarks>Never throws for a symbol it has no source of, nor for code too deep to bind: those have no bodies. Cancellation passes through.</remarks>
internal sealed class BodyBinder(Compilation compilation)
{
    private readonly SourceLocator _sources = new(compilation);

    // All lambdas and local functions of a member hang in one graph, and each of them is asked for by itself.
    private readonly ConditionalWeakTable<IOperation, ControlFlowGraph> _graphs = new();

    /// <summary>The compilation whose trees are bound.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>The C# projects that are referenced as compilations, directly or through others.</summary>
    public ImmutableArray<Compilation> ReferencedCompilations => _sources.ReferencedCompilations;

    /// <summary>The compilation in which the source of a symbol can be bound: this one, a referenced one that the host holds as a compilation, or none.</summary>
    public SymbolSource? SourceOf(ISymbol symbol) => _sources.Find(symbol);

    /// <summary>
    /// The bodies of a method of this compilation (accessor, constructor with its <c>base(…)</c>, local function, lambda, top-level statements …);
    /// of a field or property, its initialiser. Empty without source or body.
    /// </summary>
    public ImmutableArray<BoundBody> BodiesOf(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = SourceLocator.DefinitionOf(member);
        var bodies = ImmutableArray.CreateBuilder<BoundBody>();
        foreach (var reference in definition.DeclaringSyntaxReferences)
        {
            if (Compilation.ContainsSyntaxTree(reference.SyntaxTree) && Bind(definition, reference.GetSyntax(cancellationToken), cancellationToken) is { } body)
            {
                bodies.Add(body);
            }
        }

        return bodies.ToImmutable();
    }

    /// <summary>The field and property initialisers that run with the constructors of a type, in order of declaration.</summary>
    public ImmutableArray<BoundBody> InitializersOf(INamedTypeSymbol type, bool ofStatics, CancellationToken cancellationToken) =>
        type.GetMembers()
            .Where(member => member.IsStatic == ofStatics && member is IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } or IPropertySymbol)
            .SelectMany(member => BodiesOf(member, cancellationToken))
            .ToImmutableArray();

    /// <summary>The member entry's symbol: what its declaration declares in this compilation; null when it has none or is foreign.</summary>
    public ISymbol? SymbolOf(MemberEntry entry, CancellationToken cancellationToken)
    {
        if (!Compilation.ContainsSyntaxTree(entry.Tree) || entry.GetNode(cancellationToken) is not { } node)
        {
            return null;
        }

        var model = Compilation.GetSemanticModel(entry.Tree);
        return node switch
        {
            TypeDeclarationSyntax type => PrimaryConstructorOf(model.GetDeclaredSymbol(type, cancellationToken), type),
            PropertyDeclarationSyntax { ExpressionBody: not null } property => model.GetDeclaredSymbol(property, cancellationToken)?.GetMethod,
            IndexerDeclarationSyntax { ExpressionBody: not null } indexer => model.GetDeclaredSymbol(indexer, cancellationToken)?.GetMethod,
            CompilationUnitSyntax unit => model.GetDeclaredSymbol(unit, cancellationToken),
            _ => model.GetDeclaredSymbol(node, cancellationToken),
        };
    }

    /// <summary>The type that a declaration declares in this compilation; null for a foreign tree.</summary>
    public INamedTypeSymbol? TypeOf(TypeEntry entry, CancellationToken cancellationToken) =>
        Compilation.ContainsSyntaxTree(entry.Tree) && entry.GetNode(cancellationToken) is { } node
            ? Compilation.GetSemanticModel(entry.Tree).GetDeclaredSymbol(node, cancellationToken) as INamedTypeSymbol
            : null;

    /// <summary>The operation of a node; null in a foreign tree, or if it cannot be bound.</summary>
    public IOperation? OperationAt(SyntaxNode node, CancellationToken cancellationToken)
    {
        if (!Compilation.ContainsSyntaxTree(node.SyntaxTree) || IsTooDeep(node))
        {
            return null;
        }

        try
        {
            return Compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellationToken);
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }

    /// <summary>The semantic model of one of the compilation's own trees, for callers that must resolve a name the index pointed to.</summary>
    public SemanticModel? ModelOf(SyntaxTree tree) => Compilation.ContainsSyntaxTree(tree) ? Compilation.GetSemanticModel(tree) : null;

    private static IMethodSymbol? PrimaryConstructorOf(INamedTypeSymbol? type, TypeDeclarationSyntax declaration) =>
        type?.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(
            reference => reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span));

    // The node that carries the operation: an initialiser's is its value, an expression-bodied property's getter is already the arrow.
    private static SyntaxNode? OperationSyntaxOf(ISymbol symbol, SyntaxNode declaration) => (symbol, declaration) switch
    {
        (IFieldSymbol, VariableDeclaratorSyntax field) => field.Initializer,
        (IPropertySymbol, PropertyDeclarationSyntax property) => property.Initializer,
        (IMethodSymbol, _) => declaration,
        _ => null,
    };

    private BoundBody? Bind(ISymbol symbol, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        if (OperationSyntaxOf(symbol, declaration) is not { } syntax || IsTooDeep(syntax))
        {
            return null;
        }

        try
        {
            var model = Compilation.GetSemanticModel(syntax.SyntaxTree);
            return symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction }
                ? BindNested(symbol, syntax, model, cancellationToken)
                : BindMember(symbol, syntax, model, cancellationToken);
        }
        catch (InsufficientExecutionStackException)
        {
            // Code nested too deep for the compiler's own recursion: unknown to us, like a body without source.
            return null;
        }
    }

    // The compiler makes operations recursively and without asking how much stack is left; here much of it is used already.
    private static bool IsTooDeep(SyntaxNode syntax)
    {
        const int MaxDepth = 1_000;
        if (syntax.Span.Length < MaxDepth)
        {
            return false;
        }

        var open = new Stack<(SyntaxNode Node, int Depth)>();
        open.Push((syntax, 0));
        while (open.Count > 0)
        {
            var (node, depth) = open.Pop();
            if (depth > MaxDepth)
            {
                return true;
            }

            foreach (var child in node.ChildNodes())
            {
                // Chains of binary operators lean to the left, and the compiler walks them in a loop.
                open.Push((child, node is BinaryExpressionSyntax && child is BinaryExpressionSyntax ? depth : depth + 1));
            }
        }

        return false;
    }

    private static BoundBody? BindMember(ISymbol symbol, SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        var operation = model.GetOperation(syntax, cancellationToken);
        return operation is not null && GraphOf(operation, cancellationToken) is { } graph ? new BoundBody(symbol, operation, graph) : null;
    }

    // A local function or lambda has no graph of its own: it hangs in the graph of whatever contains it.
    private BoundBody? BindNested(ISymbol symbol, SyntaxNode syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetOperation(syntax, cancellationToken) is not { } operation)
        {
            return null;
        }

        var functions = new Stack<IOperation>();
        var root = operation;
        for (var current = operation; current is not null; current = current.Parent)
        {
            root = current;
            if (current is ILocalFunctionOperation or IAnonymousFunctionOperation)
            {
                functions.Push(current);
            }
        }

        if (!_graphs.TryGetValue(root, out var graph) && (graph = GraphOf(root, cancellationToken)) is not null)
        {
            _ = _graphs.GetValue(root, _ => graph);
        }

        while (graph is not null && functions.Count > 0)
        {
            graph = NestedGraph(graph, functions.Pop(), cancellationToken);
        }

        return graph is null ? null : new BoundBody(symbol, operation, graph);
    }

    private static ControlFlowGraph? NestedGraph(ControlFlowGraph graph, IOperation function, CancellationToken cancellationToken)
    {
        if (function is ILocalFunctionOperation local)
        {
            return graph.LocalFunctions.Contains(local.Symbol, SymbolEqualityComparer.Default)
                ? graph.GetLocalFunctionControlFlowGraph(local.Symbol, cancellationToken)
                : null;
        }

        foreach (var operation in graph.Blocks.SelectMany(OperationsOf).SelectMany(operation => operation.DescendantsAndSelf()))
        {
            if (operation is IFlowAnonymousFunctionOperation lambda && lambda.Syntax == function.Syntax)
            {
                return graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken);
            }
        }

        return null;
    }

    private static IEnumerable<IOperation> OperationsOf(BasicBlock block) =>
        block.BranchValue is null ? block.Operations : block.Operations.Append(block.BranchValue);

    private static ControlFlowGraph? GraphOf(IOperation operation, CancellationToken cancellationToken) => operation switch
    {
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellationToken),
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellationToken),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellationToken),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellationToken),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellationToken),
        _ => null,
    };
}
