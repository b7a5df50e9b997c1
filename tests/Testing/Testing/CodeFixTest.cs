using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing.Fixing;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test of code fixes: applied one by one and in bulk, they must give exactly the expected sources.</summary>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public abstract class CodeFixTest<TVerifier> : CodeActionTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Creates a test that expects nothing of nothing.</summary>
    protected CodeFixTest()
    {
        FixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
        BatchFixedState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    /// <summary>Adds the source that the fixes must give.</summary>
    public string FixedCode
    {
        set => FixedState.Sources.Add(value);
    }

    /// <summary>Everything as it must be when no fix is offered any more.</summary>
    public SolutionState FixedState { get; }

    /// <summary>Adds the source that fixing in bulk must give, when that differs.</summary>
    public string BatchFixedCode
    {
        set => BatchFixedState.Sources.Add(value);
    }

    /// <summary>Everything as it must be after fixing in bulk, when that differs.</summary>
    public SolutionState BatchFixedState { get; }

    /// <summary>How many fixes are applied one by one; negative for at most so many, null for at most one a diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>How often fixing in bulk changes something; null for once.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    /// <summary>The same in a document, when that differs.</summary>
    public int? NumberOfFixAllInDocumentIterations { get; set; }

    /// <summary>The same in a project, when that differs.</summary>
    public int? NumberOfFixAllInProjectIterations { get; set; }

    /// <summary>Checks that are left out.</summary>
    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    /// <summary>The fixes under test.</summary>
    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    /// <inheritdoc/>
    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        var rawTest = TestState.Inherit(null, IsFixable);
        var rawFixed = FixedState.Inherit(rawTest, IsFixable);
        var before = await Evaluate(rawTest, cancellationToken).ConfigureAwait(false);
        var verifier = new TVerifier();
        await VerifyDiagnostics(before, verifier.PushContext("Diagnostics of the test state"), cancellationToken).ConfigureAwait(false);
        await VerifyExclusions(before, verifier, cancellationToken).ConfigureAwait(false);
        if (!FixedState.IsStated && !BatchFixedState.IsStated)
        {
            return;
        }

        var finished = new FinishedStates(IsFixable);
        var oneByOne = await Evaluate(rawFixed, cancellationToken).ConfigureAwait(false);
        var left = await VerifyDiagnostics(oneByOne, verifier.PushContext("Diagnostics of the fixed state"), cancellationToken).ConfigureAwait(false);
        finished.Add(oneByOne, left);
        var inBulk = oneByOne;
        if (BatchFixedState.IsStated)
        {
            inBulk = await Evaluate(BatchFixedState.Inherit(rawFixed, IsFixable), cancellationToken).ConfigureAwait(false);
            left = await VerifyDiagnostics(inBulk, verifier.PushContext("Diagnostics of the state fixed in bulk"), cancellationToken).ConfigureAwait(false);
            finished.Add(inBulk, left);
        }

        var run = new FixRun(CreateSolution(before), Collector, [.. GetCodeFixProviders()], Choose)
        {
            AllowsNonLocal = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.SkipLocalDiagnosticCheck),
            FixesOne = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne),
            Finished = finished,
        };
        await VerifyFixes(run, before, oneByOne, inBulk, cancellationToken).ConfigureAwait(false);
    }

    private protected override bool IsFixable(string id) => GetCodeFixProviders().Any(provider => provider.FixableDiagnosticIds.Contains(id));

    private async Task VerifyFixes(FixRun run, EvaluatedSolution before, EvaluatedSolution oneByOne, EvaluatedSolution inBulk, CancellationToken cancellationToken)
    {
        var fixable = before.Expected.Count(expected => IsFixable(expected.Id));
        var changes = !before.HasSameFiles(oneByOne);
        var steps = new Iterations(NumberOfIncrementalIterations ?? (changes ? -fixable : 0));
        await Verify("Fixing one by one", oneByOne, steps, run.OneByOne).ConfigureAwait(false);
        if (run.FixesOne)
        {
            return;
        }

        var bulk = NumberOfFixAllIterations ?? (before.HasSameFiles(inBulk) ? 0 : 1);
        await Bulk(FixAllScope.Document, CodeFixTestBehaviors.SkipFixAllInDocumentCheck, NumberOfFixAllInDocumentIterations).ConfigureAwait(false);
        await Bulk(FixAllScope.Project, CodeFixTestBehaviors.SkipFixAllInProjectCheck, NumberOfFixAllInProjectIterations).ConfigureAwait(false);
        await Bulk(FixAllScope.Solution, CodeFixTestBehaviors.SkipFixAllInSolutionCheck, null).ConfigureAwait(false);

        async Task Bulk(FixAllScope scope, CodeFixTestBehaviors skip, int? number)
        {
            if (!CodeFixTestBehaviors.HasFlag(skip) && run.CanFixAll(scope))
            {
                await Verify($"Fixing all in the {scope}", inBulk, new Iterations(number ?? bulk), (iterations, verifier, token) => run.InBulk(scope, iterations, verifier, token))
                    .ConfigureAwait(false);
            }
        }

        async Task Verify(string what, EvaluatedSolution expected, Iterations iterations, Func<Iterations, IVerifier, CancellationToken, Task<Solution>> fix)
        {
            var verifier = new TVerifier().PushContext(what);
            var solution = await fix(iterations, verifier, cancellationToken).ConfigureAwait(false);
            var comparison = new SolutionComparison(verifier, CodeActionValidationMode);
            await comparison.Compare(expected, solution, cancellationToken).ConfigureAwait(false);
            iterations.Verify(verifier);
        }
    }
}
