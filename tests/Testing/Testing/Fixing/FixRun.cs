using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>Applies fixes to a project until none is offered.</summary>
internal sealed class FixRun(
    Project start, DiagnosticCollector collector, ImmutableArray<CodeFixProvider> providers, Func<ImmutableArray<CodeAction>, IVerifier, CodeAction?> choose)
{
    // Every way of fixing begins here, so this is analysed once.
    private readonly FixableDiagnostics _first = new(start.Solution, start.Id, collector, providers);

    /// <summary>States after which no fix is looked for.</summary>
    public required FinishedStates Finished { get; init; }

    /// <summary>Whether fixes for diagnostics are allowed that editors never show.</summary>
    public required bool AllowsNonLocal { get; init; }

    /// <summary>Whether only the first fix is applied.</summary>
    public required bool FixesOne { get; init; }

    /// <summary>Whether some fix can be applied in bulk.</summary>
    public bool CanFixAll(FixAllScope scope) =>
        providers.Any(provider => provider.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(scope) == true);

    /// <summary>Applies fixes one after the other, the first diagnostic first.</summary>
    public async Task<Solution> OneByOne(Iterations iterations, IVerifier verifier, CancellationToken cancellationToken)
    {
        var solution = start.Solution;
        while (true)
        {
            var applied = await ApplyFirst(solution, iterations, verifier, cancellationToken).ConfigureAwait(false);
            if (applied is null || FixesOne || await Finished.Contain(applied, cancellationToken).ConfigureAwait(false))
            {
                return applied ?? solution;
            }

            solution = applied;
        }
    }

    /// <summary>Applies fixes to all diagnostics of a scope at once.</summary>
    public async Task<Solution> InBulk(FixAllScope scope, Iterations iterations, IVerifier verifier, CancellationToken cancellationToken)
    {
        var solution = start.Solution;
        while (true)
        {
            var applied = await ApplyAll(solution, scope, iterations, verifier, cancellationToken).ConfigureAwait(false);
            if (applied is null || await Finished.Contain(applied, cancellationToken).ConfigureAwait(false))
            {
                return applied ?? solution;
            }

            solution = applied;
        }
    }

    private FixableDiagnostics Diagnostics(Solution solution) =>
        solution == start.Solution ? _first : new FixableDiagnostics(solution, start.Id, collector, providers);

    /// <summary>The solution after the first fix that changes it; null when there is none.</summary>
    private async Task<Solution?> ApplyFirst(Solution solution, Iterations iterations, IVerifier verifier, CancellationToken cancellationToken)
    {
        var source = Diagnostics(solution);
        foreach (var diagnostic in await source.All(cancellationToken).ConfigureAwait(false))
        {
            if (await Offer(solution, diagnostic, verifier, cancellationToken).ConfigureAwait(false) is not { } offer)
            {
                continue;
            }

            var changed = await Guarded(offer.Provider, verifier, () => Apply(solution, offer.Action, cancellationToken)).ConfigureAwait(false);
            verifier.True(await SolutionDifference.Exists(solution, changed, cancellationToken).ConfigureAwait(false), $"The code action '{offer.Action.Title}' changes nothing.");
            iterations.Next(verifier, offer.Action.Title);
            return changed;
        }

        return null;
    }

    private async Task<Solution?> ApplyAll(Solution solution, FixAllScope scope, Iterations iterations, IVerifier verifier, CancellationToken cancellationToken)
    {
        var source = Diagnostics(solution);
        foreach (var diagnostic in await source.All(cancellationToken).ConfigureAwait(false))
        {
            if (await Offer(solution, diagnostic, verifier, cancellationToken).ConfigureAwait(false) is not { } offer
                || offer.Provider.GetFixAllProvider() is not { } bulk)
            {
                continue;
            }

            var ids = offer.Provider.FixableDiagnosticIds.Intersect(await source.Ids(cancellationToken).ConfigureAwait(false));
            var context = new FixAllContext(offer.Document, offer.Provider, scope, offer.Action.EquivalenceKey, ids, source, cancellationToken);
            var action = await Guarded(offer.Provider, verifier, () => bulk.GetFixAsync(context)).ConfigureAwait(false);
            if (action is null)
            {
                continue;
            }

            var changed = await Guarded(offer.Provider, verifier, () => Apply(solution, action, cancellationToken)).ConfigureAwait(false);
            if (await SolutionDifference.Exists(solution, changed, cancellationToken).ConfigureAwait(false))
            {
                iterations.Next(verifier, action.Title);
                return changed;
            }
        }

        return null;
    }

    /// <summary>The chosen action for a diagnostic; null when none is offered.</summary>
    private async Task<Offer?> Offer(Solution solution, Diagnostic diagnostic, IVerifier verifier, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document)
        {
            return null;
        }

        foreach (var provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var actions = ImmutableArray.CreateBuilder<CodeAction>();
            var context = new CodeFixContext(document, diagnostic, (action, _) => actions.AddRange(Flatten(action)), cancellationToken);
            await Guarded(provider, verifier, async () =>
            {
                await provider.RegisterCodeFixesAsync(context).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            if (choose(actions.ToImmutable(), verifier) is { } chosen)
            {
                verifier.True(
                    AllowsNonLocal || !diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd),
                    $"{provider.GetType().Name} fixes {diagnostic.Id}, which is reported at the end of the compilation: editors never offer that fix.");
                return new Offer(document, provider, chosen);
            }
        }

        return null;
    }

    private static IEnumerable<CodeAction> Flatten(CodeAction action) =>
        action.NestedActions.IsDefaultOrEmpty ? [action] : action.NestedActions.SelectMany(Flatten);

    private static async Task<Solution> Apply(Solution solution, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().SingleOrDefault()?.ChangedSolution ?? solution;
    }

    /// <summary>A fix that throws is reported with its name.</summary>
    private static async Task<T> Guarded<T>(CodeFixProvider provider, IVerifier verifier, Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception crash) when (crash is not OperationCanceledException)
        {
            verifier.Fail($"{provider.GetType().Name} crashed: {crash}");
            throw;
        }
    }
}
