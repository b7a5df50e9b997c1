using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Analyses all bodies of one member: its own, and those of its lambdas and local functions, which start with no lock held.</summary>
internal sealed class MemberAnalyzer(ProgramAnalysis program, ISymbol member, CancellationToken cancellationToken)
{
    private readonly ImmutableArray<BodyOutcome>.Builder _outcomes = ImmutableArray.CreateBuilder<BodyOutcome>();

    /// <summary>The outcomes, the member's own body first; empty for code the compiler could not make sense of.</summary>
    /// <param name="graphs">The graphs of the member's operation blocks.</param>
    public ImmutableArray<BodyOutcome> Run(IEnumerable<ControlFlowGraph> graphs)
    {
        foreach (var graph in graphs)
        {
            var root = SummarySolver.RootOf(graph.OriginalOperation);
            var scope = new BodyScope([root], program.Naming.IsFactory);
            if (scope.IsBroken || HasSyntaxErrors(root.Syntax))
            {
                continue;
            }

            if (scope.Operations > program.Budgets.Operations)
            {
                var context = program.ContextOf(graph, member, scope, wantsAllEvents: false);
                _outcomes.Add(new(context, new(), ImmutableArray<PathExit>.Empty, $"{scope.Operations} operations, at most {program.Budgets.Operations}"));
                continue;
            }

            RunWithNested(graph, member, scope, known: null);
        }

        return _outcomes.ToImmutable();
    }

    /// <summary>The outcomes, of which the member's own is known.</summary>
    public ImmutableArray<BodyOutcome> Run(BodyOutcome known)
    {
        var context = known.Context;
        if (!HasSyntaxErrors(SummarySolver.RootOf(context.Graph.OriginalOperation).Syntax))
        {
            RunWithNested(context.Graph, member, context.Resolver.Scope, known);
        }

        return _outcomes.ToImmutable();
    }

    /// <summary>Stable id of the n-th body of a member.</summary>
    public static string BodyId(string memberId, int ordinal) => ordinal == 0 ? memberId : memberId + "/" + ordinal.ToString(CultureInfo.InvariantCulture);

    private static bool HasSyntaxErrors(SyntaxNode syntax) =>
        syntax.ContainsDiagnostics && syntax.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    // Iterative: lambdas may be nested deep in generated code.
    private void RunWithNested(ControlFlowGraph root, ISymbol owner, BodyScope scope, BodyOutcome? known)
    {
        var pending = new Queue<(ControlFlowGraph Graph, ISymbol Owner)>();
        pending.Enqueue((root, owner));
        while (pending.Count > 0)
        {
            var (graph, body) = pending.Dequeue();
            _outcomes.Add(graph == root && known is not null ? known : RunBody(graph, body, scope));
            foreach (var local in graph.LocalFunctions)
            {
                pending.Enqueue((graph.GetLocalFunctionControlFlowGraph(local, cancellationToken), local));
            }

            foreach (var lambda in scope.HasLambdas ? LambdasIn(graph) : [])
            {
                pending.Enqueue((graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), lambda.Symbol));
            }
        }
    }

    private BodyOutcome RunBody(ControlFlowGraph graph, ISymbol body, BodyScope scope)
    {
        var context = program.ContextOf(graph, body, scope, wantsAllEvents: false);
        var calls = new CallEffects(program, context, method => program.Summaries.Of(method, cancellationToken), cancellationToken);
        return BodyAnalyzer.Run(context, calls, program.Budgets, cancellationToken);
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasIn(ControlFlowGraph graph) =>
        graph.Blocks
            .SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => EvaluationOrder.Of(operation))
            .OfType<IFlowAnonymousFunctionOperation>();
}
