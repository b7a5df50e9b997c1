using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Finds where deadlocks can be put in. One seed gives one choice.</summary>
internal sealed class Planner(Compilation compilation, ImmutableArray<LockingType> types, int seed)
{
    private readonly Choice _choice = new(seed);

    /// <summary>One transplant for each kind and type, or pair of locks, that allows it.</summary>
    public IEnumerable<Transplant> Plan()
    {
        var across = new AcrossPlanner(compilation, types, _choice);
        return types.SelectMany((type, i) => Ordering(type).Concat(across.From(type, i)).Append(NewLock(type)).Append(SelfDeadlock(type)).Append(Leak(type))).OfType<Transplant>();
    }

    private IEnumerable<Transplant?> Ordering(LockingType type)
    {
        var locks = type.Locks.ToList();
        foreach (var (first, second) in locks.SelectMany((first, i) => locks.Skip(i + 1).Select(second => (first, second))))
        {
            var forth = type.Nesting(first, second);
            var back = type.Nesting(second, first);
            if (forth is not null && back is null)
            {
                yield return Opposite(type, forth, second);
            }
            else if (forth is null && back is not null)
            {
                yield return Opposite(type, back, first);
            }
            else if (forth is null)
            {
                yield return NewPair(type, first, second, TransplantKind.NewPair);
                yield return NewPair(type, first, second, TransplantKind.Callback);
            }
        }
    }

    private Transplant? Opposite(LockingType type, Region nesting, IFieldSymbol inner) => _choice.Among(
        from target in type.Of(inner)
        where !SymbolEqualityComparer.Default.Equals(target.Member, nesting.Member) && !target.IsShared
        where !type.MayRunUnder(target, nesting.Lock) && !type.ShareGate(nesting, target)
        let text = Writing.Take(nesting, target)
        where text is not null
        select new Transplant(TransplantKind.OppositeOrder, [new(target.Tree, target.InsertAt, text)], [type.Type], [target.Member, nesting.Member]));

    private Transplant? NewPair(LockingType type, IFieldSymbol first, IFieldSymbol second, TransplantKind kind) => _choice.Among(
        from one in type.Of(first)
        from other in type.Of(second)
        from callee in type.Of(first)
        where Choice.Differ(one.Member, other.Member, callee.Member) && !one.IsShared && !callee.IsShared
        where !type.MayRunUnder(one, second) && !type.MayRunUnder(other, first) && !type.ShareGate(one, other)
        where !type.Reaches(callee.Member, other.Member)
        let taken = Writing.Take(other, one)
        let called = Called(callee, other, kind)
        where taken is not null && called is not null
        select new Transplant(
            kind, [new(one.Tree, one.InsertAt, taken), new(other.Tree, other.InsertAt, called)], [type.Type], [one.Member, other.Member, callee.Member]));

    private static string? Called(Region callee, Region at, TransplantKind kind)
    {
        var call = Writing.Call(callee.Member, null, at);
        if (kind != TransplantKind.Callback || call is null)
        {
            return call;
        }

        return callee.Member.IsAsync || at.Member.ContainingType.IsValueType ? null : $" new global::System.Collections.Generic.List<int> {{ 1 }}.ForEach(mmEach => {{ {call} }}); ";
    }

    private Transplant? NewLock(LockingType type) => _choice.Among(
        from region in type.Regions
        from callee in type.Of(region.Lock)
        from host in Hosts(type, region)
        where Choice.Differ(host.Member, callee.Member) && Choice.Differ(host.Member, region.Member) && !region.IsShared && !callee.IsShared
        where !type.MayRunUnder(host, region.Lock) && !type.Reaches(callee.Member, host.Member)
        let call = Writing.Call(callee.Member, null, host)
        where call is not null && (region.Member.IsStatic || !host.Member.IsStatic)
        select new Transplant(
            TransplantKind.NewLock,
            [
                new(region.Tree, region.InsertAt, " lock (mmSecond) { } "),
                new(host.Tree, host.InsertAt, $" lock (mmSecond) {{ {call} }} "),
                Writing.Field(region, region.Member.IsStatic ? "static readonly object mmSecond = new object()" : "readonly object mmSecond = new object()"),
            ],
            [type.Type],
            [region.Member, host.Member, callee.Member]));

    /// <summary>Members of the type that others can call, as places for code.</summary>
    private static IEnumerable<Region> Hosts(LockingType type, Region region) =>
        from method in type.Type.GetMembers().OfType<IMethodSymbol>()
        where method is { MethodKind: MethodKind.Ordinary, IsAsync: false, DeclaredAccessibility: not Accessibility.Private }
        from reference in method.DeclaringSyntaxReferences
        let body = (reference.GetSyntax() as MethodDeclarationSyntax)?.Body
        where body is not null
        select new Region(region.Lock, method, body.SyntaxTree, body.Span, body.OpenBraceToken.Span.End);

    private Transplant? SelfDeadlock(LockingType type) => _choice.Among(
        from region in type.Regions
        from callee in type.Of(region.Lock)
        where region.Class is LockClass.Semaphore or LockClass.ReaderWriter && IsStrict(region)
        where Choice.Differ(region.Member, callee.Member) && !type.Reaches(callee.Member, region.Member) && !type.MayRunUnder(region, region.Lock)
        let call = Writing.Call(callee.Member, null, region)
        where call is not null
        select new Transplant(TransplantKind.SelfDeadlock, [new(region.Tree, region.InsertAt, call)], [type.Type], [region.Member, callee.Member]));

    /// <summary>Whether the lock's own holder waits for it: what it is made of is written at the field.</summary>
    private static bool IsStrict(Region region)
    {
        var made = region.Lock.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().ToString() ?? string.Empty;
        var compact = made.Replace(" ", string.Empty, StringComparison.Ordinal);
        return region.Class == LockClass.ReaderWriter
            ? made.Contains("new", StringComparison.Ordinal) && !made.Contains("SupportsRecursion", StringComparison.Ordinal)
            : compact.Contains("(1)", StringComparison.Ordinal) || compact.Contains("(1,", StringComparison.Ordinal) || compact.Contains("initialCount:1", StringComparison.Ordinal);
    }

    private Transplant? Leak(LockingType type) => _choice.Among(
        from region in type.Regions
        where region.LeakAt is not null
        let text = Writing.Leave(region.Member)
        where text is not null
        select new Transplant(TransplantKind.Leak, [new(region.Tree, region.LeakAt!.Value, text)], [type.Type], [region.Member]));
}
