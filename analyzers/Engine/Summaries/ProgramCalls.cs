using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Calls;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Which code the operations of a program run, as far as it may lead to a lock: members called, delegates and iterators run.</summary>
internal sealed class ProgramCalls
{
    private readonly ProgramAnalysis _program;
    private readonly CallResolver _targets;
    private readonly CallbackCalls _callbacks;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _reaching = new(SymbolEqualityComparer.Default);

    public ProgramCalls(ProgramAnalysis program, CallResolver targets)
    {
        _program = program;
        _targets = targets;
        _callbacks = new(program.Invocations);
        Delegates = new(new(program.Program, program.Binder, program.Budgets));
    }

    /// <summary>What delegates run.</summary>
    public DelegateResolver Delegates { get; }

    /// <summary>Every member, lambda and local function that a body may run, as far as its source is here.</summary>
    public IEnumerable<IMethodSymbol> CalleesOf(BodyContext body, CancellationToken cancellationToken)
    {
        foreach (var block in body.Graph.Blocks)
        {
            var operations = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
            foreach (var callee in operations.SelectMany(operation => body.StepsOf(operation)).SelectMany(step => CalleesAt(body, step, cancellationToken)))
            {
                if (_program.IsOwn(callee))
                {
                    yield return callee;
                }
            }
        }
    }

    /// <summary>The members that one operation calls, if they may lead to a lock.</summary>
    public IEnumerable<(CallSite Site, ImmutableArray<IMethodSymbol> Targets)> At(BodyContext body, IOperation step, CancellationToken cancellationToken)
    {
        if (body.LockCallOf(step) is not null)
        {
            yield break;
        }

        foreach (var site in CallSite.Of(step))
        {
            if (!MayMatter(site.Target) && !_targets.IsForeignMemberOfOwnType(site, body.Resolver) && !(PassesDelegate(site) && _program.IsOwn(site.Target)))
            {
                continue;
            }

            var targets = _targets.TargetsOf(site, body.Resolver, cancellationToken);
            if (targets.IsEmpty && _program.DeclaredSummaryOf(site.Target) is not null)
            {
                // What is said of a member holds for whatever overrides or implements it.
                targets = ImmutableArray.Create(site.Target);
            }

            if (!targets.IsEmpty && (targets.Contains(site.Target, SymbolEqualityComparer.Default) || targets.Any(MayMatter) || PassesDelegate(site)))
            {
                yield return (site, targets);
            }
        }
    }

    /// <summary>The delegates, and calls of iterators, that one operation runs before it is over.</summary>
    public IEnumerable<IOperation> RunBy(BodyContext body, IOperation step) => body.LockCallOf(step) is null ? _callbacks.RunBy(step, body.Resolver) : [];

    /// <summary>Whether a member may leave other locks held than it found: a wrapper by its tokens, or by its annotations.</summary>
    public bool MayChangeLocks(IOperation call) => CallSite.Of(call).Any(site =>
        _program.MayChangeLocks(site.Target)
        || (PassesDelegate(site) && _program.IsOwn(site.Target))
        || EnumeratesOwn(call));

    // An iterator may hold a lock between two elements.
    private bool EnumeratesOwn(IOperation call) =>
        call is IInvocationOperation { TargetMethod.Name: "GetEnumerator" or "GetAsyncEnumerator", Instance: { } sequence }
        && CallSite.Of(LockResolver.Peel(sequence)).Any(made => _program.IsOwn(made.Target) && MayMatter(made.Target));

    /// <summary>Whether code that a delegate runs may lead to a lock.</summary>
    public bool MayMatter(DelegateTarget target) => target.Method is not { MethodKind: MethodKind.AnonymousFunction } lambda
        ? target.Method is null || MayMatter(target.Method)
        : _reaching.GetOrAdd(lambda, Reaches);

    private IEnumerable<IMethodSymbol> CalleesAt(BodyContext body, IOperation step, CancellationToken cancellationToken)
    {
        foreach (var (site, targets) in At(body, step, cancellationToken))
        {
            foreach (var target in targets)
            {
                yield return target;
            }

            foreach (var code in site.Arguments.Where(IsDelegate).SelectMany(argument => CodeOf(argument!, body, cancellationToken)))
            {
                yield return code;
            }
        }

        foreach (var run in RunBy(body, step))
        {
            foreach (var code in CodeOf(run, body, cancellationToken))
            {
                yield return code;
            }

            if (body.Resolver.Behind(run) is { } made && CallbackCalls.IsSequence(made))
            {
                foreach (var target in At(body, made, cancellationToken).SelectMany(call => call.Targets))
                {
                    yield return target;
                }
            }
        }
    }

    private IEnumerable<IMethodSymbol> CodeOf(IOperation value, BodyContext body, CancellationToken cancellationToken) => Delegates.Of(value, body.Resolver, cancellationToken)
        .Where(MayMatter)
        .Select(target => target.Method is null ? null : (IMethodSymbol)SourceLocator.DefinitionOf(target.Method))
        .OfType<IMethodSymbol>();

    private static bool PassesDelegate(CallSite site) => site.Arguments.Any(IsDelegate);

    private static bool IsDelegate(IOperation? argument) => argument is { Type.TypeKind: TypeKind.Delegate, ConstantValue.HasValue: false };

    // By name, before anything is bound: most calls end here.
    private bool MayMatter(IMethodSymbol target) =>
        _program.Contracts.Of(target) is not null
        || target.ContainingAssembly is null
        || (_program.IsOwn(target)
            ? target.MethodKind == MethodKind.LocalFunction || (_program.Reaches(CallSite.NameOf(target)) && _reaching.GetOrAdd(target, Reaches))
            : _program.IsKnownElsewhere(target));

    // By the names that this very member uses, where its name alone says too little: half of a program is called Add or Dispose.
    private bool Reaches(IMethodSymbol method)
    {
        var definition = (IMethodSymbol)SourceLocator.DefinitionOf(method);
        if (definition.DeclaringSyntaxReferences.IsEmpty || definition.IsAbstract || definition.IsVirtual || definition.IsOverride)
        {
            return true;
        }

        return definition.DeclaringSyntaxReferences.Any(reference =>
            _program.Program.IndexOf(reference.SyntaxTree)?.MemberAt(reference.Span) is not { } entry
            || entry.HasLockToken
            || (entry.Tokens & TokenKinds.Callback) != 0
            || entry.Identifiers.Any(_program.Reaches));
    }
}
