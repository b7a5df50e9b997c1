using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Annotations;

public sealed class MM9002UnresolvedNameTests
{
    [Fact]
    public Task Tells_what_the_name_should_have_been() => Verify.Rule<MM9002UnresolvedName>(
        """
        using MmRuntime.Annotations;
        class Shop { private readonly object _gate = new(); [GuardedBy({|#0:"_gat"|})] private int _total; }
        """,
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult(MM9002UnresolvedName.Descriptor)
            .WithLocation(0)
            .WithArguments("_gat", "GuardedBy", "Shop._total", "no parameter, no member and no [LockClass]"));

    [Theory]
    [InlineData("""[Acquires({|MM9002:"_gat"|})]""")]
    [InlineData("""[Releases({|MM9002:"this._gat"|})]""")]
    [InlineData("""[RequiresLock({|MM9002:"other._gat"|})]""")]
    [InlineData("""[RequiresLock("_gate", LockMode.Write, OrLock = {|MM9002:"shop.missing"|})]""")]
    [InlineData("""[RequiresLock(mode: LockMode.Read, @lock: {|MM9002:"shop.missing"|})]""")]
    [InlineData("""[ExcludesLock({|MM9002:"Missing._gate"|})]""")]
    [InlineData("""[ReleasesAll({|MM9002:"return._gat"|})]""")]
    [InlineData("""[Acquires("_gate", OnTrue = {|MM9002:"IsHeld"|})]""")]
    [InlineData("""[Releases("_gate", OnResult = {|MM9002:"Retry"|})]""")]
    [InlineData("""[WaitsFor({|MM9002:"_worker"|})]""")]
    [InlineData("""[return: Obligation("batch", Discharge = {|MM9002:"Comit"|})]""")]
    [InlineData("""[AllowLockOrder({|MM9002:"_gat"|}, "_gate", Justification = "none")]""")]
    public Task Reports_on_a_method(string attribute) => Verify.Rule<MM9002UnresolvedName>($$"""
        using MmRuntime.Annotations;
        class Shop { private readonly object _gate = new(); {{attribute}} public Shop Sell(Shop other) => other; }
        """);

    [Theory]
    [InlineData("""[LockOrder(Before = {|MM9002:"_stok"|})]""")]
    [InlineData("""[NestsUnder({|MM9002:"_stok"|})]""")]
    [InlineData("""[OrderedBy({|MM9002:"Number"|})]""")]
    public Task Reports_on_a_lock(string attribute) => Verify.Rule<MM9002UnresolvedName>($$"""
        using MmRuntime.Annotations;
        class Shop { {{attribute}} private readonly object _gate = new(); private readonly object _stock = new(); }
        """);

    [Fact]
    public Task Reports_each_unknown_lock_of_a_chain() => Verify.Rule<MM9002UnresolvedName>("""
        using MmRuntime.Annotations;
        [assembly: LockOrderChain({|MM9002:"shop.order"|}, "shop.orders", {|MM9002:"Shop._gat"|}, "Shop._gate")]
        class Shop { private readonly object _gate = new(); [LockClass("shop.orders")] private readonly object _orders = new(); }
        """);

    [Fact]
    public Task Reports_on_a_parameter_and_on_this_in_a_static_method() => Verify.Rule<MM9002UnresolvedName>("""
        using MmRuntime.Annotations;
        static class Walk
        {
            public static void Each([RunsUnder({|MM9002:"_gate"|})] Action visit) => visit();
            [Acquires({|MM9002:"this"|})] public static void Take() { }
        }
        """);

    [Fact]
    public Task Reports_with_attributes_that_the_code_declares_itself() => Verify.Rule<MM9002UnresolvedName>("""
        namespace MmRuntime.Annotations { sealed class GuardedByAttribute(string @lock) : System.Attribute { public string Lock => @lock; } }
        class Shop { [MmRuntime.Annotations.GuardedBy({|MM9002:"_gat"|})] int _total; object _gate; }
        """);

    [Theory]
    [InlineData("""[Acquires("this")]""")]
    [InlineData("""[Acquires("_gate")]""")]
    [InlineData("""[Acquires("other")]""")]
    [InlineData("""[Acquires("other._gate")]""")]
    [InlineData("""[Acquires("shop.stock")]""")]
    [InlineData("""[Acquires("rmap")]""")]
    [InlineData("""[Acquires("Shop._gate")]""")]
    [InlineData("""[Acquires("Stores.Shop._gate")]""")]
    [InlineData("""[Acquires("Branch.Door", OnNonNull = "return")]""")]
    [InlineData("""[Acquires("captured", OnTrue = "IsOpen")]""")]
    [InlineData("""[Acquires("Inherited", OnTrue = "other")]""")]
    [InlineData("""[WaitsFor("rcu")]""")]
    [InlineData("""[WaitsFor]""")]
    [InlineData("""[Opens("anything"), ForbidsOpen("any.thing")]""")]
    [InlineData("""[return: Obligation("batch", Discharge = "Sell")]""")]
    public Task Silent_on_names_that_mean_something(string attribute) => Verify.Silent<MM9002UnresolvedName>($$"""
        using MmRuntime.Annotations;
        [assembly: LockClass("rmap")]
        namespace Stores
        {
            class Building { protected object Inherited = new(); }
            class Shop(object captured) : Building
            {
                private readonly object _gate = captured;
                [LockClass("shop.stock")] private readonly object _stock = new();
                public bool IsOpen => true;
                {{attribute}} public Shop Sell(Shop other) => other;
            }
        }
        namespace Elsewhere { class Branch { public object Door = new(); } }
        """);

    [Fact]
    public Task Silent_on_class_names_of_a_referenced_project()
    {
        var test = new MmAnalyzerTest<MM9002UnresolvedName>
        {
            TestCode = """
                using MmRuntime.Annotations;
                class User { [LockOrder(After = "mm.mmap"), LockOrder(Before = "Vma.Gate")] object _own; }
                """,
        };
        test.TestState.AdditionalProjects["Core"].Sources.Add("""
            using MmRuntime.Annotations;
            namespace Core { public class Vma { public object Gate; [LockClass("mm.mmap")] public object Mmap; } }
            """);
        test.TestState.AdditionalProjectReferences.Add("Core");
        return test.RunAsync(CancellationToken.None);
    }

    [Fact]
    public Task Silent_on_the_default_receiver_in_a_static_method() => Verify.Silent<MM9002UnresolvedName>("""
        using MmRuntime.Annotations;
        static class Work { public static object Start([RunsCallback(BodyOf = "return")] Action body) => body; [Blocks] public static void Wait() { } }
        """);

    [Fact]
    public Task Silent_on_attributes_of_another_namespace() => Verify.Silent<MM9002UnresolvedName>("""
        namespace Mine { sealed class GuardedByAttribute(string l) : System.Attribute { public string Lock => l; } }
        class Shop { [Mine.GuardedBy("_gat")] int _total; }
        """);

    [Fact]
    public Task Silent_where_an_unknown_type_hides_the_name() => Verify.Rule<MM9002UnresolvedName>("""
        using MmRuntime.Annotations;
        class Shop : {|CS0246:Building|} { [GuardedBy("Inherited")] int _total; }
        class Other { [Acquires("gate.Lock")] void Sell({|CS0246:Gate|} gate) { } [Acquires("this", OnTrue = "IsHeld")] {|CS0246:Guard2|} Enter() => default; }
        """);

    [Fact]
    public Task Silent_on_half_typed_arguments() => Verify.Rule<MM9002UnresolvedName>("""
        using MmRuntime.Annotations;
        class Shop { [GuardedBy(nameof({|CS0103:_gat|}))] int _a; [GuardedBy(null)] int _b; [GuardedBy("")] int _c; [{|CS7036:GuardedBy|}] int _d; }
        """);
}
