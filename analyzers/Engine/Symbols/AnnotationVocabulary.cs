using Microsoft.CodeAnalysis;
using static MmAnalyzers.Engine.Symbols.AnnotationRole;
using static MmAnalyzers.Engine.Symbols.LockContractMode;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>The attributes the engine understands: one row each. Matched by full name, so that code may declare its own copies.</summary>
internal static class AnnotationVocabulary
{
    public const string OuterNamespace = "MmRuntime";
    public const string InnerNamespace = "Annotations";

    public const string LockClass = "LockClassAttribute";
    public const string LockOrder = "LockOrderAttribute";
    public const string LockOrderChain = "LockOrderChainAttribute";
    public const string AllowLockOrder = "AllowLockOrderAttribute";

    // What a contract is made of. The four above speak of the order of locks, not of a member.
    private static readonly Dictionary<string, AnnotationShape> Shapes = new(StringComparer.Ordinal)
    {
        ["AcquiresAttribute"] = new(LockContractKind.Acquires, "Lock", AnnotationRole.Lock, Write),
        ["ReleasesAttribute"] = new(LockContractKind.Releases, "Lock", AnnotationRole.Lock),
        ["ReleasesAllAttribute"] = new(LockContractKind.ReleasesAll, "Lock", AnnotationRole.Lock),
        ["MayReleaseAttribute"] = new(LockContractKind.MayRelease, "Lock", AnnotationRole.Lock),
        ["ReleasesAndRetakesAttribute"] = new(LockContractKind.ReleasesAndRetakes, "Lock", AnnotationRole.Lock),
        ["DowngradesAttribute"] = new(LockContractKind.Downgrades, "Lock", AnnotationRole.Lock, Read),
        ["HandsOffAttribute"] = new(LockContractKind.HandsOff, "Lock", AnnotationRole.Lock),
        ["RequiresLockAttribute"] = new(LockContractKind.Requires, "Lock", AnnotationRole.Lock, Write),
        ["ExcludesLockAttribute"] = new(LockContractKind.Excludes, "Lock", AnnotationRole.Lock),
        ["AssertsHeldAttribute"] = new(LockContractKind.AssertsHeld, "Lock", AnnotationRole.Lock),
        ["GuardedByAttribute"] = new(LockContractKind.GuardedBy, "Lock", AnnotationRole.Lock, Write),
        ["NestsUnderAttribute"] = new(LockContractKind.NestsUnder, "Outer", AnnotationRole.Lock, Write),
        ["OrderedByAttribute"] = new(LockContractKind.OrderedBy, "Key", OwnerMember),
        ["SameInstanceGuardAttribute"] = new(LockContractKind.SameInstanceGuard),
        ["ValidWhileHeldAttribute"] = new(LockContractKind.ValidWhileHeld, "Lock", AnnotationRole.Lock),
        ["RevalidatesAttribute"] = new(LockContractKind.Revalidates),
        ["RunsUnderAttribute"] = new(LockContractKind.RunsUnder, "Lock", AnnotationRole.Lock, Write),
        ["EntersRcuAttribute"] = new(LockContractKind.EntersRcu),
        ["LeavesRcuAttribute"] = new(LockContractKind.LeavesRcu),
        ["RequiresRcuAttribute"] = new(LockContractKind.RequiresRcu),
        ["DisablesInterruptsAttribute"] = new(LockContractKind.DisablesInterrupts, "Context"),
        ["EnablesInterruptsAttribute"] = new(LockContractKind.EnablesInterrupts, "Context"),
        ["InterruptContextAttribute"] = new(LockContractKind.InterruptContext, "Context"),
        ["AtomicContextAttribute"] = new(LockContractKind.AtomicContext),
        ["SleepsAttribute"] = new(LockContractKind.Sleeps),
        ["ForbidsSleepWhileHeldAttribute"] = new(LockContractKind.ForbidsSleepWhileHeld),
        ["MayReclaimAttribute"] = new(LockContractKind.MayReclaim),
        ["WaitsForAttribute"] = new(LockContractKind.WaitsFor, "Target", Target),
        ["BlocksAttribute"] = new(LockContractKind.Blocks, "Target", Target),
        ["SignalsAttribute"] = new(LockContractKind.Signals, "Target", Target),
        ["RunsCallbackAttribute"] = new(LockContractKind.RunsCallback, "Target", Target),
        ["MustCheckAttribute"] = new(LockContractKind.MustCheck),
        ["GuardAttribute"] = new(LockContractKind.Guard),
        ["ObligationAttribute"] = new(LockContractKind.Obligation, "Name"),
        ["OpensAttribute"] = new(LockContractKind.Opens, "Name"),
        ["DischargesAttribute"] = new(LockContractKind.Discharges, "Name"),
        ["ForbidsOpenAttribute"] = new(LockContractKind.ForbidsOpen, "Name"),
        ["EndsAttribute"] = new(LockContractKind.Ends),
        ["BroadcastsFlushAttribute"] = new(LockContractKind.BroadcastsFlush),
        ["PublishesAttribute"] = new(LockContractKind.Publishes),
        ["LockSubclassAttribute"] = new(LockContractKind.LockSubclass),
    };

    /// <summary>Simple names of every attribute of the vocabulary.</summary>
    public static IEnumerable<string> AllNames => Shapes.Keys.Concat([LockClass, LockOrder, LockOrderChain, AllowLockOrder]);

    /// <summary>How the attribute of this simple name is read; null if it is no part of a contract.</summary>
    public static AnnotationShape? ShapeOf(string name) => Shapes.TryGetValue(name, out var shape) ? shape : null;

    /// <summary>The simple name of an attribute of the vocabulary; null for any other attribute.</summary>
    public static string? NameOf(AttributeData attribute) => attribute.AttributeClass is { } type && IsMember(type) ? type.MetadataName : null;

    /// <summary>Whether the compilation knows at least one attribute of the vocabulary, declared anywhere.</summary>
    public static bool IsKnownTo(Compilation compilation) => Namespaces(compilation.GlobalNamespace).Any(HasMember);

    /// <summary>Whether the assembly itself declares an attribute of the vocabulary.</summary>
    public static bool IsDeclaredBy(IAssemblySymbol assembly) => Namespaces(assembly.GlobalNamespace).Any(HasMember);

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol global) =>
        global.GetMembers(OuterNamespace).OfType<INamespaceSymbol>().SelectMany(outer => outer.GetMembers(InnerNamespace).OfType<INamespaceSymbol>());

    private static bool HasMember(INamespaceSymbol space) => space.GetTypeMembers().Any(type => IsRow(type.MetadataName));

    private static bool IsMember(INamedTypeSymbol type) =>
        IsRow(type.MetadataName)
        && type.ContainingType is null
        && type.ContainingNamespace is { Name: InnerNamespace, ContainingNamespace: { Name: OuterNamespace, ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsRow(string name) => Shapes.ContainsKey(name) || name is LockClass or LockOrder or LockOrderChain or AllowLockOrder;
}
