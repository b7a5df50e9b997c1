using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing.Running;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test of analyzers: sources go in, exactly the expected diagnostics must come out.</summary>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public abstract class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    private const string CrashId = "AD0001";

    /// <summary>Creates a test that expects nothing of nothing.</summary>
    protected AnalyzerTest()
    {
        TestState = new SolutionState(DefaultTestProjectName, Language, DefaultFilePathPrefix, DefaultFileExt);
    }

    /// <summary>The language; C#.</summary>
    public abstract string Language { get; }

    /// <summary>Adds the source.</summary>
    public string TestCode
    {
        set => TestState.Sources.Add(value);
    }

    /// <summary>Everything that is compiled and expected.</summary>
    public SolutionState TestState { get; }

    /// <summary>Diagnostics expected beside those of the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    /// <summary>Which compiler diagnostics have to be expected too.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    /// <summary>How markup is read.</summary>
    public MarkupOptions MarkupOptions { get; set; }

    /// <summary>Checks that are left out.</summary>
    public TestBehaviors TestBehaviors { get; set; }

    /// <summary>Ids that are switched off.</summary>
    public List<string> DisabledDiagnostics { get; } = [];

    /// <summary>The framework of projects that state none.</summary>
    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>Changes to the solution before anything runs.</summary>
    public List<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    /// <summary>A further check of each reported diagnostic that was expected.</summary>
    public Action<Diagnostic, DiagnosticResult, IVerifier>? DiagnosticVerifier { get; set; }

    /// <summary>The name of the main project.</summary>
    protected virtual string DefaultTestProjectName => "TestProject";

    /// <summary>What the names of sources begin with.</summary>
    protected virtual string DefaultFilePathPrefix => "/0/Test";

    /// <summary>What the names of sources end with.</summary>
    protected abstract string DefaultFileExt { get; }

    /// <summary>The first source, where expected diagnostics lie that name no file.</summary>
    protected virtual string DefaultFilePath => DefaultFilePathPrefix + 0 + "." + DefaultFileExt;

    /// <summary>Runs the test.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default) => await RunImplAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Verifies the diagnostics of the test state.</summary>
    protected virtual async Task RunImplAsync(CancellationToken cancellationToken)
    {
        var state = await Evaluate(TestState.Inherit(null, IsFixable), cancellationToken).ConfigureAwait(false);
        await VerifyDiagnostics(state, new TVerifier(), cancellationToken).ConfigureAwait(false);
        await VerifyExclusions(state, new TVerifier(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The analyzers under test.</summary>
    protected abstract IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers();

    /// <summary>The compiler's options.</summary>
    protected abstract CompilationOptions CreateCompilationOptions();

    /// <summary>The parser's options.</summary>
    protected abstract ParseOptions CreateParseOptions();

    /// <summary>What a marked span without an id means; null when that is ambiguous.</summary>
    protected internal virtual DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers)
    {
        var supported = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToArray();
        return supported.Length == 1 || MarkupOptions.HasFlag(MarkupOptions.UseFirstDescriptor) ? supported.FirstOrDefault() : null;
    }

    /// <summary>Whether a diagnostic of the compiler has to be expected.</summary>
    protected virtual bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) => compilerDiagnostics switch
    {
        CompilerDiagnostics.None => false,
        CompilerDiagnostics.Errors => diagnostic.Severity >= DiagnosticSeverity.Error,
        CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
        CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
        _ => true,
    };

    /// <summary>Whether a fix removes diagnostics of this id; there are no fixes here.</summary>
    private protected virtual bool IsFixable(string id) => false;

    /// <summary>The rules that the analyzers may report.</summary>
    private protected ImmutableArray<DiagnosticDescriptor> Supported =>
        [.. GetDiagnosticAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics)];

    /// <summary>The analyzers, and which compiler diagnostics count beside theirs.</summary>
    private protected DiagnosticCollector Collector =>
        new([.. GetDiagnosticAnalyzers()], diagnostic => IsCompilerDiagnosticIncluded(diagnostic, CompilerDiagnostics));

    /// <summary>Removes the markup and finds out what it says.</summary>
    private protected async Task<EvaluatedSolution> Evaluate(SolutionState inherited, CancellationToken cancellationToken)
    {
        var evaluator = new StateEvaluator
        {
            Framework = ReferenceAssemblies,
            Options = MarkupOptions,
            Default = GetDefaultDiagnostic([.. GetDiagnosticAnalyzers()]),
            Supported = Supported,
            IsFixable = IsFixable,
            DefaultPath = DefaultFilePath,
        };
        return await evaluator.Evaluate(inherited, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Analyses a state and compares the diagnostics with those expected; gives them back.</summary>
    private protected async Task<ImmutableArray<Diagnostic>> VerifyDiagnostics(EvaluatedSolution state, IVerifier verifier, CancellationToken cancellationToken)
    {
        var compiled = SolutionTransforms.Count == 0
            ? new CompilationBuilder(state, Settings()).Build(cancellationToken)
            : await WorkspaceBuilder.Compile(CreateSolution(state), cancellationToken).ConfigureAwait(false);
        var actual = await Collector.Collect(compiled, cancellationToken).ConfigureAwait(false);
        var matching = new DiagnosticMatching(state.Expected, actual);
        if (!matching.IsPerfect)
        {
            verifier.Fail(MismatchReport.Write(matching, state.Expected.Length, actual));
        }

        foreach (var diagnostic in DiagnosticVerifier is null ? [] : actual)
        {
            var expected = state.Expected.First(result => DiagnosticComparison.Matches(result, diagnostic));
            DiagnosticVerifier?.Invoke(diagnostic, expected, verifier);
        }

        return actual;
    }

    /// <summary>Analyses the state again as generated code and with the rules disabled: nothing may be reported then.</summary>
    private protected async Task VerifyExclusions(EvaluatedSolution state, IVerifier verifier, CancellationToken cancellationToken)
    {
        if (!TestBehaviors.HasFlag(TestBehaviors.SkipGeneratedCodeCheck) && state.Expected.Any(result => IsExcludable(state, result)))
        {
            var generated = state.Prefixed("// <auto-generated/>", state.Expected.Where(result => !IsExcludable(state, result)));
            await VerifyDiagnostics(generated, verifier.PushContext("The same sources as generated code"), cancellationToken).ConfigureAwait(false);
        }

        var configurable = Supported.Where(rule => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)).Select(rule => rule.Id).ToHashSet();
        if (!TestBehaviors.HasFlag(TestBehaviors.SkipSuppressionCheck)
            && state.Expected.Any(result => configurable.Contains(result.Id) && IsExcludable(state, result)))
        {
            var remaining = state.Expected.Where(result => !configurable.Contains(result.Id) || !IsExcludable(state, result));
            var disabled = state.Prefixed($"#pragma warning disable {string.Join(", ", configurable.Order(StringComparer.Ordinal))}", remaining);
            await VerifyDiagnostics(disabled, verifier.PushContext("The same sources with the rules disabled"), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The projects of a state in a workspace.</summary>
    private protected Project CreateSolution(EvaluatedSolution state)
    {
        var project = WorkspaceBuilder.Create(state, Settings());
        var solution = SolutionTransforms.Aggregate(project.Solution, (current, transform) => transform(current, project.Id));
        return solution.GetProject(project.Id) ?? throw new InvalidOperationException("A solution transform removed the project under test.");
    }

    private CompilerSettings Settings()
    {
        var severities = DisabledDiagnostics.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)).Append(KeyValuePair.Create(CrashId, ReportDiagnostic.Error));
        return new CompilerSettings(CreateCompilationOptions(), CreateParseOptions(), ImmutableDictionary<string, ReportDiagnostic>.Empty.SetItems(severities));
    }

    /// <summary>Whether a diagnostic must vanish where rules do not apply: it is not the compiler's, and lies in a source file.</summary>
    private static bool IsExcludable(EvaluatedSolution state, DiagnosticResult result) =>
        !result.Id.StartsWith("CS", StringComparison.Ordinal) && result.HasLocation && state.IsSource(result.Spans[0].Span.Path);
}
