using MmAnalyzers.Engine.Symbols;
using MmRuntime.Annotations;

namespace MmAnalyzers.Tests.Engine.Symbols;

public sealed class AnnotationVocabularyTests
{
    private static readonly Type[] Declared = typeof(LockClassAttribute).Assembly.GetExportedTypes();

    [Fact]
    public void Has_one_row_for_each_attribute_that_is_shipped() => Assert.Equal(
        Declared.Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Attribute))).Select(type => type.Name).Order(StringComparer.Ordinal),
        AnnotationVocabulary.AllNames.Order(StringComparer.Ordinal));

    [Fact]
    public void Names_a_property_that_the_attribute_has() => Assert.All(
        AnnotationVocabulary.AllNames.Where(name => AnnotationVocabulary.ShapeOf(name) is { Main.Length: > 0 }),
        name => Assert.NotNull(Declared.Single(type => type.Name == name).GetProperty(AnnotationVocabulary.ShapeOf(name)!.Main)));

    [Fact]
    public void Reads_modes_by_the_names_that_are_shipped() =>
        Assert.Equal(Enum.GetNames<LockMode>(), Enum.GetNames<LockContractMode>());

    [Fact]
    public void Has_sealed_attributes_only() => Assert.All(Declared.Where(type => type.IsClass), type => Assert.True(type.IsSealed || type.IsAbstract, type.Name));

    // The shape that the simulated memory-management core will have: every attribute must be writable exactly so.
    [Fact]
    public void Expresses_the_contracts_of_an_address_space() => AnnotationCompilation.Of("""
        using System.Runtime.CompilerServices;
        using MmRuntime.Annotations;
        [assembly: LockOrderChain("mm.i_rwsem", "mm.mmap", "mm.ptl")]
        [assembly: LockClass("mm.i_rwsem"), LockClass("vma"), LockClass("mm.ptl", Kind = LockKind.Spin)]
        class Cpu; class PmdSlot; struct Pte; class Vma;
        ref struct VmaReadGuard { public bool IsHeld => true; }
        sealed partial class AddressSpace
        {
            [LockOrder(After = "mm.i_rwsem")] public MmapLock MmapLock { get; } = new();
            [return: Obligation("tlb")] [RequiresLock(nameof(MmapLock), LockMode.Read, Or = typeof(VmaReadGuard))]
            public MmuGather Gather(Cpu cpu, [CallerFilePath] string file = "") => default;
            [Acquires("vma", LockMode.Read, OnTrue = nameof(VmaReadGuard.IsHeld), AsTry = true)] [EntersRcu, LeavesRcu]
            public VmaReadGuard TryLockVma(Cpu cpu, ulong address) => default;
        }
        [LockClass("mm.mmap", Kind = LockKind.Sleep)]
        sealed class MmapLock
        {
            [Acquires("this", LockMode.Read)] public ReadGuard Read([CallerFilePath] string f = "") => default;
            [Acquires("this", LockMode.Read, OnTrue = nameof(ReadGuard.IsHeld)), MustCheck] public ReadGuard ReadKillable(CancellationToken kill) => default;
            [Acquires("this", LockMode.Write)] public WriteGuard Write() => default;
            [Guard] public ref struct ReadGuard { public readonly bool IsHeld => true; [Releases("this")] public void Dispose() { } }
            [Guard] public ref struct WriteGuard
            {
                [Downgrades("this"), ReleasesAll("vma", LockMode.Write)] public ReadGuard Downgrade() => default;
                [Releases("this"), ReleasesAll("vma", LockMode.Write)] public void Dispose() { }
            }
        }
        [Guard] ref struct PteTable
        {
            public readonly bool IsMapped => false;
            [ForbidsOpen("tlb.mustFlushUnderPtl")] [Releases("mm.ptl"), LeavesRcu] public void Dispose() { }
        }
        static class PageTableExtensions
        {
            [Acquires("mm.ptl", OnTrue = nameof(PteTable.IsMapped)), EntersRcu, MustCheck, ForbidsSleepWhileHeld]
            public static PteTable MapLock(this PmdSlot pmd, ulong address) => default;
        }
        [Obligation("tlb", Discharge = nameof(Finish))] ref struct MmuGather
        {
            [Opens("tlb")] [RequiresLock("mm.ptl")] public GatherState Clear(scoped in PteTable table, int index) => default;
            [Discharges("tlb")] public void Flush() { }
            [Discharges("tlb"), Ends] public void Finish() { }
            public void Dispose() => Finish();
        }
        [MustCheck] enum GatherState { Queued, Full }
        sealed class WorkItem
        {
            [Signals] public void RequestStop() { }
            [WaitsFor] public void CancelSync() { }
            public static WorkItem Create([RunsCallback(BodyOf = "return")] Action body) => new();
        }
        sealed class Discarder
        {
            private readonly object _statsLock = new();
            [GuardedBy(nameof(_statsLock))] private long _discarded;
            [return: MustCheck] public long Discard() => _discarded;
        }
        """).Valid();
}
